"""Which language an Accept-Language header gets; the numbers are those of `behaviours.md`."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from httpolite.negotiation.accept_language import (
    canonical_tag,
    choose_language,
    find_language,
    script_of,
)
from httpolite.negotiation.weights import MAX_LENGTH, MAX_MEMBERS, READ_OF_LONG

CHINESE = ("en", "zh-Hans", "zh-Hant", "ar")
MANY = (
    *("en", "ar", "az", "de", "es", "fa", "fi", "fil", "fr", "he", "id", "ja", "ko", "nb", "nl"),
    *("pt-BR", "pt-PT", "ru", "sr-Cyrl", "sr-Latn", "uz", "vi", "yi", "zh-Hans", "zh-Hant"),
)
TAGS = (
    *("*", "ar-EG", "az-Cyrl", "cmn-TW", "de-AT", "de-Latn-AT-1996", "en-GB", "fi", "fil-PH", "iw"),
    *("in", "ji", "nb", "nn", "no", "pt", "sh", "sr", "sr-ME", "sr-RS", "uz-AF", "zh", "zh-CN"),
    *("zh-Hant-HK", "zh-HK", "zh-TW", "zh_TW", "zh-cmn-Hant", "zh-x-tw", "fi!", "de-u-co-phonebk"),
)

tags = st.sampled_from(MANY + TAGS)
weights = st.sampled_from(["", ";q=0", ";q=0.5", ";q=0.9", ";q=1.5", ";q=abc"])
member_lists = st.lists(st.builds("{}{}".format, tags, weights), max_size=MAX_MEMBERS)
headers = st.text() | st.text(alphabet="-_*;,=q01 abdefhiklnrstwz") | member_lists.map(",".join)
offers = st.lists(st.sampled_from(MANY), unique=True) | st.lists(tags) | st.lists(st.text())


@pytest.mark.parametrize(
    ("accept_language", "expected"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-hant-tw", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("ZH-TW", "zh-Hant"),
        ("zh-*-TW", "zh-Hant"),
        ("zh-*-*-*-TW-*", "zh-Hant"),
        ("zh-*;q=0.5", "zh-Hans"),
        ("zh-*TW", "en"),
        ("zh-T*", "en"),
        ("zh-TW-u-nu-hanidec", "zh-Hant"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-MY", "zh-Hans"),
        ("zh-Hans-TW", "zh-Hans"),
        ("zh-x-tw", "zh-Hans"),
        ("ar-EG", "ar"),
        ("fr", "en"),
        ("fr;q=1, ar;q=0.5", "ar"),
        ("*", "en"),
        ("en;q=0, *", "zh-Hans"),
    ],
)
def test_132_scripts_are_told_apart(accept_language: str, expected: str) -> None:
    assert choose_language(accept_language, CHINESE, "en") == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("zh-TW", ["en", "zh-Hans"], "en"),
        ("zh-TW, zh;q=0.9", ["en", "zh-Hans"], "zh-Hans"),
        ("zh-TW, ar;q=0.9", ["en", "zh-Hans", "ar"], "ar"),
        ("zh", ["en", "zh-Hant"], "en"),
        ("zh-CN", ["en", "zh-TW"], "en"),
        ("zh-Hant", ["en", "zh-CN", "zh-TW"], "zh-TW"),
        ("zh-Hans", ["en", "zh-TW", "zh"], "zh"),
        ("hi-Latn", ["en", "hi"], "en"),
        ("az", ["en", "az-Cyrl"], "en"),
        ("az-IR", ["en", "az", "az-Arab"], "az-Arab"),
        ("uz-Cyrl", ["en", "uz"], "en"),
        ("pa-PK", ["en", "pa"], "en"),
        ("pa-IN", ["en", "pa-PK", "pa"], "pa"),
        ("mn-CN", ["en", "mn"], "en"),
        ("sr", ["en", "sr-Latn", "sr-Cyrl"], "sr-Cyrl"),
        ("sr-RS", ["en", "sr-Latn", "sr"], "sr"),
        ("sr-ME", ["en", "sr-Cyrl", "sr-Latn"], "sr-Latn"),
        ("sr-Latn-RS", ["en", "sr"], "en"),
    ],
)
def test_132_no_script_is_ever_crossed(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, "en") == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("iw", ["en", "he"], "he"),
        ("iw-IL", ["en", "he"], "he"),
        ("he", ["en", "iw"], "iw"),
        ("in", ["en", "id"], "id"),
        ("in-ID", ["en", "id"], "id"),
        ("ji", ["en", "yi"], "yi"),
        ("cmn", ["en", "zh-Hans"], "zh-Hans"),
        ("cmn-TW", ["en", "zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-cmn-Hant", ["en", "zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-cmn-TW", ["en", "zh-Hant-HK", "zh-Hant-TW"], "zh-Hant-TW"),
        ("zh-cmn-Hans-CN", ["en", "zh-Hans", "zh-Hant"], "zh-Hans"),
        ("sh", ["en", "sr-Cyrl", "sr-Latn"], "sr-Latn"),
        ("sh", ["en", "sr"], "en"),
        ("sh-Cyrl-RS", ["en", "sr-Latn", "sr"], "sr"),
        ("sr-Latn", ["en", "sr", "sh"], "sh"),
        ("no", ["en", "nn", "nb"], "nb"),
        ("no", ["en", "nb", "no"], "no"),
        ("no", ["en", "nn"], "nn"),
        ("nb-NO", ["en", "no"], "no"),
        ("nb", ["en", "nn"], "en"),
        ("nn", ["en", "nb", "no"], "no"),
        ("nn", ["en", "nb", "no", "nn-NO"], "nn-NO"),
        ("nn", ["en", "nb"], "nb"),
    ],
)
def test_132_older_and_neighbouring_tags_are_understood(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, "en") == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("de-AT", ["en", "de", "de-AT"], "de-AT"),
        ("de-AT-1996", ["en", "de", "de-AT"], "de-AT"),
        ("de-Latn-AT", ["en", "de", "de-AT"], "de-AT"),
        ("de-CH", ["en", "de-AT", "de"], "de"),
        ("zh-TW", ["en", "zh-Hant", "zh-Hant-HK", "zh-Hant-TW"], "zh-Hant-TW"),
        ("zh-Hant-TW", ["en", "zh-HK", "zh-TW"], "zh-TW"),
        ("sr", ["en", "sr-Cyrl", "sr"], "sr"),
        ("sr-Cyrl", ["en", "sr", "sr-Cyrl"], "sr-Cyrl"),
        ("de-x-y", ["en", "de-x", "de"], "de"),
        ("de-DE-u-co-phonebk", ["en", "de", "de-DE-u", "de-DE"], "de-DE"),
        ("de-u-co-phonebk", ["en", "de-DE", "de"], "de"),
        ("ca-ES", ["en", "ca-FR", "ca-valencia"], "ca-valencia"),
        ("en-GB-oed", ["fr", "en-US", "en-GB"], "en-GB"),
        ("es-MX", ["en", "es-419", "es-ES"], "es-419"),
    ],
)
def test_131_a_tag_is_cut_from_the_end_until_it_fits(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, "en") == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("pt", ["en", "pt-BR", "pt-PT"], "pt-BR"),
        ("pt-AO", ["en", "pt-PT", "pt-BR"], "pt-PT"),
        ("en-US", ["fr", "en-GB"], "en-GB"),
        ("fi", ["en", "fil-PH"], "en"),
        ("fi", ["en", "fil-PH", "fi-FI"], "fi-FI"),
        ("fil", ["en", "fi"], "en"),
        ("e", ["fr", "en"], "fr"),
        ("EN_us", ["fr", "en_GB"], "en_GB"),
    ],
)
def test_133_another_region_will_do_but_never_another_language(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, available[0]) == expected


@pytest.mark.parametrize(
    ("accept_language", "expected"),
    [
        ("fr, de", "fr"),
        ("de;q=0.5, fr;q=0.5", "de"),
        ("de;q=0.5, fr;q=0.8, en;q=0.1", "fr"),
        ("xx, de;q=0.2, fr;q=0.3", "fr"),
        ("de;q=abc, fr;q=0.9", "de"),
        ("*, de;q=0.1", "de"),
        ("xx, *;q=0.5, de;q=0.1", "de"),
        (" , de ; q = 0.5 , ", "de"),
    ],
)
def test_131_the_highest_weight_wins_and_the_first_among_equals(
    accept_language: str, expected: str
) -> None:
    assert choose_language(accept_language, ["en", "fr", "de"], "en") == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("de-AT;q=0, de", ["en", "de-AT"], "en"),
        ("de-AT;q=0, de", ["en", "de-AT", "de-CH"], "de-CH"),
        ("de;q=0, de-AT", ["en", "de-CH", "de"], "en"),
        ("de;q=0, de-AT", ["en", "de-CH", "de-AT"], "de-AT"),
        ("de-AT, de;q=0", ["en", "de"], "en"),
        ("de-AT-1996;q=0, de-AT", ["en", "de-AT"], "de-AT"),
        ("de;q=0, de;q=0.5", ["en", "de"], "de"),
        ("iw;q=0, he-IL", ["en", "he"], "en"),
        ("no;q=0, nn", ["en", "no", "nb"], "nb"),
        ("zh-TW;q=0, zh-Hant", ["en", "zh-Hant-TW"], "en"),
        ("zh-TW;q=0, zh-Hant", ["en", "zh-Hant-TW", "zh-Hant-HK"], "zh-Hant-HK"),
        ("zh-TW;q=0, zh-Hant", ["en", "zh-Hant"], "zh-Hant"),
        ("zh-Hant;q=0, zh-TW", ["en", "zh-Hant"], "en"),
        ("zh-Hant;q=0, zh-TW", ["en", "zh-Hant-TW"], "zh-Hant-TW"),
        ("zh-Hant;q=0, zh", ["en", "zh-Hans"], "zh-Hans"),
        ("sr-ME;q=0, sr", ["en", "sr-Cyrl-ME"], "sr-Cyrl-ME"),
        ("zh;q=0, zh-TW", ["en", "zh-Hant"], "en"),
        ("zh;q=0, zh-Hant", ["en", "zh-Hans", "zh-Hant"], "zh-Hant"),
        ("en-US, en;q=0", ["fr", "en"], "fr"),
        ("en-US, *;q=0", ["fr", "en-GB"], "en-GB"),
        ("de-*;q=0, de", ["en", "de"], "de"),
        ("de-*;q=0, de-AT", ["en", "de"], "en"),
        ("d!;q=0, de-!;q=0, de", ["en", "de"], "de"),
    ],
)
def test_131_a_weight_of_zero_excludes(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, available[0]) == expected


@pytest.mark.parametrize(
    ("accept_language", "available", "expected"),
    [
        ("*", ["fr", "en"], "en"),
        ("*-CH", ["fr", "en"], "en"),
        ("xx, *;q=0.1", ["fr", "en"], "en"),
        ("*, fr;q=0.1", ["fr", "en"], "fr"),
        ("*, en;q=0", ["fr", "en"], "fr"),
        ("*, en;q=0, fr;q=0", ["fr", "en", "de"], "de"),
        ("*, en;q=0, fr;q=0", ["fr", "en"], "en"),
        ("*;q=0, en;q=0", ["fr", "en"], "en"),
        ("en;q=0", ["fr", "en"], "en"),
    ],
)
def test_131_the_wildcard_is_the_last_resort(
    accept_language: str, available: list[str], expected: str
) -> None:
    assert choose_language(accept_language, available, "en") == expected


@pytest.mark.parametrize("accept_language", ["*, de;q=0", "*, de-AT;q=0.5, de-*;q=0"])
def test_131_a_default_that_is_not_offered_can_be_excluded(accept_language: str) -> None:
    assert choose_language(accept_language, ["fr", "en"], "de") == "fr"


@pytest.mark.parametrize("accept_language", [None, "", " ", ",;,", "xx", "q=0", "fr!", "f-*r", "-"])
def test_131_who_asks_for_nothing_we_have_gets_the_default(accept_language: str | None) -> None:
    assert choose_language(accept_language, ["fr", "en"], "en") == "en"
    assert choose_language(accept_language, [], "en") == "en"


@given(headers, offers, tags | st.text())
def test_130_no_header_raises(accept_language: str, available: list[str], default: str) -> None:
    assert choose_language(accept_language, available, default) in {*available, default}


@given(st.text(), offers)
def test_130_no_tag_raises(tag: str, available: list[str]) -> None:
    assert find_language(tag, available) in {*available, None}
    assert script_of(tag)
    assert canonical_tag(tag) == canonical_tag(tag.strip())


@given(st.text(min_size=1) | tags.map("{},".format), st.integers(1, 65536))
def test_130_a_long_header_is_cut(piece: str, size: int) -> None:
    header = (piece * size)[:65536]

    cut = choose_language(header[:MAX_LENGTH], MANY, "en")
    assert choose_language(header, MANY, "en") == cut


def test_130_only_so_many_members_are_looked_at() -> None:
    unknown = "xx," * (MAX_MEMBERS - 1)

    assert choose_language(unknown + "de", MANY, "en") == "de"
    assert choose_language(unknown + "xx,de", MANY, "en") == "en"


@pytest.mark.parametrize("rest", ["-TW", "x", ";q=0", ",de", " "])
def test_130_half_a_tag_never_counts(rest: str) -> None:
    filler = f"xx;{' ' * (READ_OF_LONG - len('xx;,zh'))},"
    header = f"{filler}zh{rest}".ljust(MAX_LENGTH)

    assert header[:READ_OF_LONG].endswith(",zh")
    assert choose_language(header, MANY, "en") == "en"
    assert choose_language(f"fr,{header}", MANY, "en") == "fr"
    assert choose_language(f"{filler}zh".ljust(MAX_LENGTH - 1), MANY, "en") == "zh-Hans"


def test_130_only_the_beginning_of_a_tag_is_looked_at() -> None:
    assert find_language("de" + " " * 65536, MANY) == "de"
    assert find_language(" " * MAX_LENGTH + "de", MANY) is None


def test_130_a_tag_with_more_subtags_than_any_in_use_is_ignored() -> None:
    assert find_language("de" + "-abcdefgh" * 15, MANY) == "de"
    assert find_language("de" + "-abcdefgh" * 16, MANY) is None
    assert find_language("de" + "-abcdefgh" * 7000, MANY) is None


@given(tags, offers)
def test_132_what_is_found_has_the_script_that_is_wanted(tag: str, available: list[str]) -> None:
    found = find_language(tag, available)

    assert found is None or script_of(found) == script_of(tag)


@given(
    st.lists(st.sampled_from(MANY), unique=True, min_size=1).flatmap(
        lambda some: st.tuples(st.just(some), st.sampled_from(some))
    )
)
def test_131_an_available_tag_is_found_in_any_spelling(chosen: tuple[list[str], str]) -> None:
    available, tag = chosen

    assert find_language(tag, available) == tag
    assert find_language(tag.upper().replace("-", "_"), available) == tag
    assert choose_language(f"xx, {tag.lower()};q=0.3", available, "default") == tag


@given(member_lists, st.sampled_from(["ar", "de", "fi", "fil", "fr", "pt-BR", "uz", "vi"]))
def test_131_what_is_excluded_and_not_named_otherwise_is_not_chosen(
    header: list[str], tag: str
) -> None:
    assume(not any(member.startswith(tag) for member in header))
    excluding = ",".join([f"{tag};q=0", *header[: MAX_MEMBERS - 1]])

    assert choose_language(excluding, MANY, "default") != tag


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_TW", "zh-Hant"),
        (" zh-tw ", "zh-Hant"),
        ("nn", "nb"),
        ("en-US", "en"),
        ("it", None),
        ("*", None),
        ("", None),
        ("n o!", None),
    ],
)
def test_134_a_tag_from_a_hook_is_found_by_the_same_rules(tag: str, expected: str | None) -> None:
    assert find_language(tag, ["en", "nb", "no!", "", "zh-Hans", "zh-Hant"]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-TW", "Hant"),
        ("zh_hk", "Hant"),
        ("zh-MO", "Hant"),
        ("zh", "Hans"),
        ("zh-CN", "Hans"),
        ("cmn-TW", "Hant"),
        ("yue", "Hant"),
        ("ar", "Arab"),
        ("fa-IR", "Arab"),
        ("iw", "Hebr"),
        ("sr", "Cyrl"),
        ("sr-ME", "Latn"),
        ("sr-latn", "Latn"),
        ("sh", "Latn"),
        ("sh-Cyrl", "Cyrl"),
        ("az", "Latn"),
        ("uz-UZ", "Latn"),
        ("uz-AF", "Arab"),
        ("pa", "Guru"),
        ("pa-PK", "Arab"),
        ("mn", "Cyrl"),
        ("mn-CN", "Mong"),
        ("ja-JP", "Jpan"),
        ("und-cyrl", "Cyrl"),
        ("de-x-cyrl", "Latn"),
        ("en", "Latn"),
        ("tlh", "Latn"),
        ("", "Latn"),
        ("not a tag", "Latn"),
    ],
)
def test_132_a_tag_has_the_script_it_names_or_the_likely_one(tag: str, expected: str) -> None:
    assert script_of(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_hant_tw", "zh-Hant-TW"),
        ("ZH-HANS", "zh-Hans"),
        ("EN", "en"),
        ("en-ca-X-CA", "en-CA-x-ca"),
        ("sgn-be-fr", "sgn-BE-FR"),
        ("AZ-latn-X-LATN", "az-Latn-x-latn"),
        ("de-CH-1996", "de-CH-1996"),
        ("sl-ROZAJ-1994", "sl-rozaj-1994"),
        ("es_419", "es-419"),
        ("x-AB-abcd", "x-ab-abcd"),
        (" iw_il ", "iw-IL"),
        ("", ""),
    ],
)
def test_132b_tags_are_written_in_their_canonical_case(tag: str, expected: str) -> None:
    assert canonical_tag(tag) == expected


@given(tags)
def test_132b_canonical_case_is_stable(tag: str) -> None:
    assert canonical_tag(canonical_tag(tag).swapcase()) == canonical_tag(tag)
