"""The language and the time of a page: Dutch unless somebody switched, and Dutch time.

In: a request with, perhaps, the cookie of the switch. Out: what is drawn for it is in that language. What a browser
asks for in its own headers is not looked at: the desk's language is Dutch.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from peil.days import AMSTERDAM


class Tongue:
    """Draws the whole answer in one language."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the cookie."""
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(AMSTERDAM):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response
