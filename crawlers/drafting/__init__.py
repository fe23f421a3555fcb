"""A first draft of a site file from a few pages of the site, for a person to mend.

In: a listing page, some of its ads. Out: selectors with what is uncertain about them, as TOML. A draft says where
things stand, never what an ad says: no word of an ad goes into it.
"""
