"""The fields of `peil-flags-<gm>`: one flag as one municipality concerned sees it."""

from typing import Final

from index.mappings.fields import MUNICIPALITY, DocumentKind, Field

FLAG_STATES: Final = {
    "open": "te beoordelen",
    "asleep": "sluimert",
    "lapsed": "vervallen",
    "confirmed": "bevestigd",
    "dismissed": "afgewezen",
}

FLAGS: Final = DocumentKind(
    kind="flags",
    label="Signalen",
    nl="Eén signaal: een regel die waar was van een profiel, met redenen. Een aanwijzing voor een mens, geen oordeel.",
    en="One flag: a rule that was true of a cluster, with reasons. A lead for a person, no judgement.",
    time_field="since",
    fields=(
        Field("flag", "code", "Signaal", "vast kenmerk van het signaal", "stable id of the flag"),
        Field("rule", "code", "Regel", "kenmerk van de regel", "id of the rule"),
        Field("title_nl", "code", "Regel (titel)", "titel van de regel", "title of the rule in Dutch"),
        Field("title_en", "code", "Regel (Engels)", "titel van de regel in het Engels", "title of the rule in English"),
        Field("cluster", "code", "Profiel", "profiel waarvan de regel waar was", "the cluster concerned"),
        Field("persona", "code", "Aanbieder", "aanbieder binnen het profiel", "the persona within the cluster"),
        *MUNICIPALITY,
        Field("municipalities", "code", "Gemeenten", "codes van alle betrokken gemeenten", "all places concerned"),
        Field("sites", "code", "Sites", "sites waarop het profiel staat", "sites that show the cluster's ads"),
        Field("since", "day", "Sinds", "eerste dag waarop de regel onafgebroken waar was", "first day it held"),
        Field(
            "state",
            "code",
            "Stand",
            "open, asleep, lapsed, confirmed of dismissed",
            "where its life stands",
            values=FLAG_STATES,
        ),
        Field("urgent", "yes_no", "Spoed", "binnen een dag te beoordelen", "to be reviewed within a day"),
        Field("reason_codes", "code", "Redenen (codes)", "codes van de redenen", "codes of the reasons"),
        Field("reasons_nl", "text", "Redenen", "redenen in woorden", "the reasons in Dutch"),
        Field("reasons_en", "text", "Redenen (Engels)", "redenen in het Engels", "the reasons in English"),
    ),
)
