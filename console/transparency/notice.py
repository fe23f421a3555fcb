"""The plain-language notice: what is read, on which basis, how long it is kept, which rules, how to object.

In: the words of a language. Out: a page in Markdown.
"""

from console.transparency.wording import Wording


def notice(wording: Wording) -> str:
    """The notice."""
    kept = "".join(f"- {what}: {days}\n" for what, days in wording.periods())
    rules = "".join(
        f"- **{wording.of(rule.title)}.** {wording.of(rule.text)} {wording.of(rule.does_not_mean)}\n"
        for rule in wording.live.rules
    )
    said = {name: wording.say("notice", name) for name in wording.table("notice")}
    return (
        f"# {said['title']}\n\n{said['read']} {said['basis']}\n\n{said['kept']}\n\n{kept}\n"
        f"{said['rules']}\n\n{rules}\n{said['meaning']}\n\n{said['object']}\n\n"
        f"Peil {wording.live.version}, {wording.live.on.isoformat()}\n"
    )
