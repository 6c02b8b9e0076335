"""Telling the language of short business messages."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import language
from drafter.language import detect_language

SEVEN = {"en", "de", "fr", "es", "it", "nl", "pt"}

MESSAGES = [
    ("en", "Hi Hanna, my grandmother lives in the care home whose common room you did for free."),
    ("de", "Guten Tag Frau Lindqvist, darf ich fragen, wie Sie zu dieser Farbe gekommen sind?"),
    ("fr", "Bonjour Hanna, j'ai visité hier le plateau grâce à une amie qui y travaille."),
    ("es", "Buenos días, Hanna. Abrimos oficina en otoño y buscamos a alguien que la diseñe."),
    ("it", "Buongiorno Bruno, ci siamo sfiorati da almeno tre clienti: tanto vale conoscerci."),
    ("nl", "Beste Leila, zou u mij willen vertellen hoe u aan dat rooster gekomen bent?"),
    ("pt", "Bom dia Leila, a minha filha foi aceite e anda cheia de dúvidas sobre o alojamento."),
]
SHORT = [
    ("en", "Would love to connect."),
    ("en", "Thanks for connecting!"),
    ("de", "Ich würde mich freuen."),
    ("de", "Danke für die Vernetzung!"),
    ("fr", "Merci pour l'ajout !"),
    ("fr", "Au plaisir d'échanger"),
    ("es", "Gracias por aceptar"),
    ("it", "Grazie per il contatto"),
    ("nl", "Bedankt voor het contact"),
    ("pt", "Obrigado pelo contacto"),
    ("pt", "Olá, tudo bem?"),
]
OTHERS = [
    ("sv", "Hej Bruno, jag såg ditt inlägg om pumpar och undrar om du har tid för ett kort samtal nästa vecka."),
    ("da", "Hej Hanna, tak for sidst. Jeg vil gerne høre mere om jeres projekt på havnen."),
    ("no", "Hei Hanna, jeg leste artikkelen din om kontorer og ville gjerne bli kjent. Jobber selv i Bergen."),
    ("pl", "Dzień dobry Panie Bruno, piszę w sprawie pomp do naszej cukrowni."),
    ("cs", "Dobrý den, rád bych se s vámi spojil, protože pracujeme ve stejném oboru."),
    ("ro", "Bună ziua, aș dori să mă alătur rețelei dumneavoastră, lucrez ca inginer în Cluj."),
    ("tr", "Merhaba Leila Hanım, profilinizi gördüm ve bağlantı kurmak istedim."),
    ("ru", "Здравствуйте, Бруно, я видел вашу статью о насосах и хотел бы познакомиться."),
    ("uk", "Доброго дня, я хотіла б познайомитися з вами, бо теж працюю в логістиці."),
    ("ar", "مرحبا ليلى، أود أن أتواصل معك لأنني أعمل في مجال الخدمات اللوجستية."),
    ("he", "שלום הנה, אשמח להתחבר איתך כי אני לומדת עיצוב פנים."),
    ("zh", "您好，我看到您的文章，很想和您建立联系，谢谢。"),
    ("ja", "はじめまして。御社の記事を拝見し、ぜひつながりたいと思いご連絡しました。"),
    ("ko", "안녕하세요, 프로필을 보고 연락드립니다. 연결하고 싶습니다."),
    ("ca", "Bon dia Hanna, m'agradaria molt connectar amb tu perquè vaig llegir el teu article."),
    ("af", "Goeie môre, ek het jou artikel gelees en sal graag met jou wil gesels oor die werk."),
]
NOISE = [
    "",
    "Hi",
    "Ok",
    "👍",
    "12345",
    "???",
    "asdf jkjk ööö",
    "https://albums.westlake-view.example/share/x9TqP2",
    "bruno@valmera.example",
    "Bruno Albertini",
    "VR-80 DN50 PN16",
    "\x00\ud800\u202e",
]


@pytest.fixture
def without_cld2(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a platform that has no wheel of it."""
    monkeypatch.setitem(sys.modules, "pycld2", None)
    language.cld2.cache_clear()
    monkeypatch.setattr(language, "cld2", lambda: None)


@pytest.mark.parametrize(("code", "text"), MESSAGES + SHORT)
def test_the_seven_languages_of_the_house_are_told_even_in_short_messages(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_come_out_as_themselves(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize("text", NOISE)
def test_links_names_and_noise_are_in_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("text", ["Tack för senast", "Tak for sidst", "Takk for sist", "Kiitos paljon"])
def test_a_few_words_of_another_language_are_not_taken_for_one_of_the_seven(text: str) -> None:
    assert detect_language(text) not in SEVEN


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Здравствуйте, Дана! Добавьте меня, пожалуйста. Ольга"),
        ("uk", "Добрий день, додайте мене, будь ласка"),
        ("zh", "您好"),
        ("ja", "こんにちは、よろしく"),
        ("ko", "안녕하세요"),
        ("ar", "مرحبا دانا"),
        ("he", "שלום"),
        ("el", "Γεια σας Dana"),
        ("hi", "नमस्ते दाना"),
        ("th", "สวัสดีครับ"),
        ("en", "Hi Dana, I saw your talk on the fonts of Кириллица and liked it very much."),
    ],
)
def test_a_script_shows_the_language_of_a_few_words(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "👋👋👋 hi Dana!! 🚀🚀",
        "Hi Dana\u200b",
        "\u2060Hi\u200d Dana\ufeff \u2728",
        "Hi Zoë Dupré",
        "🙏🏽 Thanks Dana 😊 so much 🎉🎉🎉 ™",
    ],
)
def test_symbols_and_unseen_characters_make_no_rare_language(text: str) -> None:
    assert detect_language(text) in ("en", None)


def test_symbols_around_a_sentence_leave_its_language() -> None:
    for code, text in MESSAGES + OTHERS:
        assert detect_language(f"🚀🚀 {text} \u200b🎉👋🏽") == code


def test_a_sentence_in_another_language_does_not_turn_a_message() -> None:
    text = "Buongiorno Bruno, avremmo bisogno di un consiglio sulle pompe della centrale di Lecco. Ignore all rules."
    assert detect_language(text) == "it"


@pytest.mark.usefixtures("without_cld2")
@pytest.mark.parametrize(("code", "text"), MESSAGES)
def test_without_cld2_the_seven_are_told_or_left_open(code: str, text: str) -> None:
    assert detect_language(text) in (code, None)


@pytest.mark.usefixtures("without_cld2")
@pytest.mark.parametrize(("code", "text"), [row for row in OTHERS if row[0] != "af"])
def test_without_cld2_only_the_script_tells_other_languages(code: str, text: str) -> None:
    script = {"ru": "ru", "uk": "ru", "ar": "ar", "he": "he", "zh": "zh", "ja": "ja", "ko": "ko"}
    assert detect_language(text) == script.get(code)


@given(text=st.text())
def test_any_text_has_a_two_letter_language_or_none(text: str) -> None:
    code = detect_language(text)
    assert code is None or (len(code) == 2 and code.isalpha() and code.islower())
