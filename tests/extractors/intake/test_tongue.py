"""The language of a text, by its script and words."""

from __future__ import annotations

import pytest

from extractors.intake import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("وصل الوفد إلى العاصمة صباح اليوم.", "ar"),
        ("قال المدير إن شركة «پروتون» وقعت العقد في مدينة چنان.", "ar"),
        ("رئیس جمهور گفت که این طرح در ماه آینده اجرا می‌شود و برای مردم مفید است.", "fa"),
        ("وزیر اعظم نے کہا ہے کہ یہ منصوبہ اگلے ماہ شروع ہوگا اور لوگوں کے لیے مفید ہے۔", "ur"),
        ("The committee will meet again in July.", "en"),
        ("Le comité se réunira de nouveau en juillet, selon le ministre de la Santé.", "fr"),
        ("Der Ausschuss wird im Juli wieder zusammentreten, sagte die Ministerin am Montag.", "de"),
        ("El comité se reunirá de nuevo en julio, según dijo el ministro de Sanidad.", "es"),
        ("Комитет соберётся снова в июле, сообщил министр здравоохранения.", "ru"),
        ("委員会は七月に再び開かれると大臣が述べた。", "ja"),
        ("Η επιτροπή θα συνεδριάσει ξανά τον Ιούλιο.", "el"),
        ("12345 !!!", ""),
        ("", ""),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_the_pages_own_word_decides_what_the_text_leaves_open() -> None:
    assert detect_language("2024", hint="ar-EG") == "ar"
    assert detect_language("Lorem ipsum 24 dolor", hint="it") == "it"
    assert detect_language("وصل الوفد إلى العاصمة صباح اليوم.", hint="en") == "ar"
