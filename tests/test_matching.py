"""Which of the forty-six languages a tag gets; why, beside each that is not plain."""

from __future__ import annotations

import langcodes
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from httpolite.negotiation.accept_language import choose_language, find_language
from httpolite.negotiation.tags import take_apart

TAGS = (
    *("en", "zh-Hans", "zh-Hant", "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et"),
    *("fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb"),
    *("nl", "pl", "pt-BR", "pt-PT", "ro", "ru", "sk", "sl", "sr-Cyrl", "sr-Latn", "sv", "sw"),
    *("ta", "th", "tr", "uk", "ur", "vi"),
)

# The table decides. None: the default language, for nothing that ships serves the reader.
AWKWARD = {
    "zh": ("zh-Hans", "most readers of Chinese without a script or region read simplified"),
    "zh-HK": ("zh-Hant", "Hong Kong writes traditional characters"),
    "zh-Hant-MO": ("zh-Hant", "the script is named"),
    "zh-SG": ("zh-Hans", "Singapore writes simplified characters"),
    "zh-MY": ("zh-Hans", "Malaysia does, too"),
    "zh-US": ("zh-Hant", "CLDR: most Chinese abroad was written in traditional characters"),
    "zh-TW": ("zh-Hant", "Taiwan writes traditional characters"),
    "cmn-Hans-CN": ("zh-Hans", "Mandarin is what zh means"),
    "zh-cmn-TW": ("zh-Hant", "the same as an extended language subtag (RFC 5646, 2.2.2)"),
    "yue": ("zh-Hant", "Cantonese speakers write standard Chinese, most in traditional characters"),
    "yue-CN": ("zh-Hans", "those of Guangdong in simplified ones"),
    "zh-yue": ("zh-Hant", "the older form of yue"),
    "zh-yue-CN": ("zh-Hans", "and of yue-CN"),
    "zh-min-nan": ("zh-Hans", "CLDR: the likely script of nan"),
    "yue-Hans": ("zh-Hans", "the script is named"),
    "pt": ("pt-BR", "CLDR's likely region is Brazil, by the number of readers"),
    "pt-BR": ("pt-BR", "it ships"),
    "pt-PT": ("pt-PT", "it ships"),
    "pt-AO": ("pt-PT", "CLDR's parent: Angola writes as Portugal does"),
    "pt-MO": ("pt-PT", "the same"),
    "pt-US": ("pt-BR", "no parent of its own, so as pt"),
    "sr": ("sr-Cyrl", "the likely script"),
    "sr-RS": ("sr-Cyrl", "the likely script in Serbia"),
    "sr-ME": ("sr-Latn", "the likely script in Montenegro"),
    "sr-Latn-BA": ("sr-Latn", "the script is named"),
    "sr-Cyrl-ME": ("sr-Cyrl", "the script is named"),
    "sh": ("sr-Latn", "deprecated; CLDR's alias"),
    "cnr": ("sr-Latn", "CLDR's alias: Serbian of Montenegro"),
    "hr-BA": ("hr", "a region falls back to its language"),
    "bs": (None, "Bosnian is none of those that ship, however near"),
    "no": ("nb", "most Norwegian is written as Bokmål"),
    "nb-NO": ("nb", "a region falls back to its language"),
    "nn": (
        "nb",
        "readers of Nynorsk read Bokmål; the one language besides Chinese with a stand-in",
    ),
    "es-419": ("es", "a region falls back to its language"),
    "es-MX": ("es", "by way of es-419"),
    "fr-CA": ("fr", "a region falls back to its language"),
    "en-GB": ("en", "the same"),
    "de-CH": ("de", "the same"),
    "gsw": (None, "Swiss German is another language"),
    "iw": ("he", "the old code of Hebrew; Java and Android still send it"),
    "in": ("id", "the old code of Indonesian"),
    "in-ID": ("id", "the same"),
    "fil": (None, "Filipino does not ship"),
    "tl": (None, "CLDR's alias of fil, which does not ship"),
    "mo": ("ro", "deprecated: Romanian of Moldova"),
    "ro-MD": ("ro", "a region falls back to its language"),
    "ms": ("ms", "it ships"),
    "ms-Arab": (None, "Jawi is another script"),
    "ms-CC": (None, "CLDR: Malay is written in Jawi there"),
    "zsm": ("ms", "standard Malay is what ms means"),
    "az-Cyrl": (None, "Azerbaijani does not ship"),
    "hi-Latn": (None, "Hindi in Latin letters is another script"),
    "ur-Deva": (None, "Urdu in Devanagari is another script"),
    "uk-UA": ("uk", "a region falls back to its language"),
    "be": (None, "Belarusian readers read Russian, too, but did not ask for it"),
    "af": (None, "nor did readers of Afrikaans for Dutch"),
    "gl": (None, "nor did readers of Galician for Spanish or Portuguese"),
    "eu": (None, "nor did readers of Basque for Spanish"),
    "nds": (None, "nor did readers of Low German for German"),
    "fa-AF": ("fa", "a region falls back to its language"),
    "prs": ("fa", "CLDR's alias: Dari is Persian of Afghanistan"),
    "arb": ("ar", "standard Arabic is what ar means"),
    "ar-EG": ("ar", "a region falls back to its language"),
    "swh-KE": ("sw", "CLDR's alias, and a region"),
    "ekk": ("et", "CLDR's alias"),
    "lvs": ("lv", "CLDR's alias"),
    "deu": ("de", "three letters where two are the standard"),
    "ca-valencia": ("ca", "a variant falls back to its language"),
    "nl-BE": ("nl", "a region falls back to its language"),
    "ja-JP": ("ja", "the same"),
    "ko-KP": ("ko", "the same"),
}


@pytest.mark.parametrize("tag", AWKWARD)
def test_133_an_awkward_tag_gets_what_its_reader_reads(tag: str) -> None:
    expected, reason = AWKWARD[tag]
    assert find_language(tag, TAGS) == expected, reason
    assert choose_language(tag, TAGS, "en") == (expected or "en"), reason


@pytest.mark.parametrize("tag", TAGS)
def test_131_each_language_is_found_by_its_own_tag(tag: str) -> None:
    assert find_language(tag, TAGS) == tag
    assert find_language(tag.upper().replace("-", "_"), TAGS) == tag


def test_133_of_regions_the_nearest_is_chosen() -> None:
    assert find_language("es-MX", ["es", "es-419", "es-ES"]) == "es-419"
    assert find_language("es-AR", ["es-ES", "es"]) == "es"
    assert find_language("en-AT", ["en", "en-US", "en-001"]) == "en-001"
    assert find_language("en-AT", ["en", "en-001", "en-150"]) == "en-150"
    assert find_language("zh-Hant-MO", ["zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]) == "zh-Hant-HK"
    assert find_language("pt-AO-x-own", ["pt-BR", "pt-PT"]) == "pt-PT"


def _letters(alphabet: str, size: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=size, max_size=size)


_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
languages = st.sampled_from([tag.partition("-")[0] for tag in TAGS]) | _letters(_UPPER.lower(), 2)
scripts = st.sampled_from(["", "-Latn", "-Cyrl", "-Arab", "-Deva", "-Hans", "-Hant"])
regions = st.just("") | _letters(_UPPER, 2).map("-{}".format) | st.just("-419")
asked = st.builds("{}{}{}".format, languages, scripts, regions).filter(langcodes.tag_is_valid)


def _language_and_script(tag: str) -> tuple[str, str]:
    language, script, *_ = take_apart(tag.lower())
    return language, script


@given(asked)
def test_131_who_shares_language_and_script_is_found_as_langcodes_finds_it(tag: str) -> None:
    oracle, _ = langcodes.closest_match(tag, list(TAGS), max_distance=24)
    wanted = _language_and_script(tag)
    assume(oracle != "und" and _language_and_script(oracle) == wanted)
    found = find_language(tag, TAGS)
    assert found is not None
    assert _language_and_script(found) == wanted
    assert found == oracle or wanted[0] == "pt"  # where it looks at continents


@given(asked)
def test_132_what_is_found_is_in_the_language_and_script_that_were_asked_for(tag: str) -> None:
    found = find_language(tag, TAGS)
    assume(found is not None and not tag.startswith(("yue", "n")))
    assert _language_and_script(str(found)) == _language_and_script(tag)


# Of the others it has an older CLDR.
@given(asked.filter(lambda tag: tag[:2] in {known[:2] for known in TAGS}))
def test_132_a_likely_script_is_the_one_that_langcodes_knows(tag: str) -> None:
    known = langcodes.Language.get(tag).maximize()
    assume(known.language == langcodes.Language.get(tag).language)
    assert take_apart(tag.lower())[1].capitalize() == known.script
