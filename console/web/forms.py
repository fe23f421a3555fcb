"""What the pages' forms may hold: a filter, a purpose, a decision. Anything else is refused.

In: what a browser sent. Out: checked values. Whether the object may be decided on is asked in `console.web.records`.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.web.reasons import OTHERS
from console.web.records.work import Wanted
from console.web.rule_titles import RULES

PURPOSES = (
    ("toezicht", _("toezicht: deze melding beoordelen")),
    ("controle", _("controle ter plaatse voorbereiden")),
    ("dossier", _("dossier of besluit opstellen")),
    ("verzoek", _("verzoek van een betrokkene")),
)


_NEEDS = {
    "confirm": ("flag",),
    "dismiss": ("flag",),
    "licensed-as": ("licence_no",),
    "same": ("a", "b"),
    "not the same": ("a", "b"),
    "hub": ("identifier",),
    "not a hub": ("identifier",),
    "withdraw": ("number",),
}


class FilterForm(forms.Form):
    """The work list's filter, as it stands in the address."""

    regel = forms.ChoiceField(required=False, choices=[("", "")] + [(rule, rule) for rule in RULES])
    dagen = forms.IntegerField(required=False, min_value=1, max_value=3650)
    wie = forms.ChoiceField(required=False, choices=[("", ""), ("ik", ""), ("niemand", "")])
    waar = forms.ChoiceField(required=False, choices=[("", ""), ("hier", ""), ("elders", "")])
    blad = forms.IntegerField(required=False, min_value=1)

    def wanted(self) -> Wanted:
        """The filter; what is not understood counts as not said."""
        self.is_valid()
        told = self.cleaned_data
        whose = {"ik": "mine", "niemand": "nobody"}.get(told.get("wie") or "", "")
        where = {"hier": "here", "elders": "elsewhere"}.get(told.get("waar") or "", "")
        return Wanted(told.get("regel") or "", told.get("dagen") or 0, whose, where, told.get("blad") or 1)


class SearchForm(forms.Form):
    """What somebody looks for."""

    words = forms.CharField(max_length=200)


class LogForm(forms.Form):
    """Whose entries of which kind, and the page of them; what is not understood counts as not said."""

    wie = forms.CharField(required=False, max_length=150)
    wat = forms.CharField(required=False, max_length=100)
    blad = forms.IntegerField(required=False, min_value=1)


class LiftForm(forms.Form):
    """A suspension to be lifted, and why."""

    rule = forms.ChoiceField(choices=[(rule, rule) for rule in RULES])
    municipality = forms.CharField(required=False, max_length=8)
    reason = forms.CharField(max_length=300)


class PurposeForm(forms.Form):
    """What somebody wants to see the whole for."""

    purpose = forms.ChoiceField(choices=PURPOSES)
    words = forms.CharField(required=False, max_length=300)
    image = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
    ad = forms.CharField(required=False, max_length=255)

    def said(self) -> str:
        """The purpose in the words that are kept."""
        words = self.cleaned_data["words"].strip()
        return f"{self.cleaned_data['purpose']}: {words}" if words else str(self.cleaned_data["purpose"])


class DecisionForm(forms.Form):
    """One decision; which of the fields must be there depends on its kind."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in OTHERS])
    reason = forms.CharField(max_length=2)
    words = forms.CharField(required=False, max_length=500)
    seen = forms.IntegerField(min_value=0)
    flag = forms.CharField(required=False, max_length=40)
    licence_no = forms.CharField(required=False, max_length=64)
    a = forms.CharField(required=False, max_length=255)
    b = forms.CharField(required=False, max_length=255)
    identifier = forms.IntegerField(required=False, min_value=1)
    number = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        """The kind's own fields, and a reason of its list."""
        told = super().clean() or {}
        kind = told.get("kind", "")
        if kind and told.get("reason") not in OTHERS[kind]:
            raise forms.ValidationError(_("Kies een reden."))
        if any(not told.get(name) for name in _NEEDS.get(kind, ())):
            raise forms.ValidationError(_("Er ontbreekt iets aan dit besluit."))
        return told
