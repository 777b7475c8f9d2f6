"""French claims: who is said to say what, when it holds, and what is left alone; sentences of our own."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.types import Article, Claim, Extraction

PUBLISHED = "2024-05-15T10:00:00+02:00"


def read(text: str) -> Extraction:
    """The extraction of one French paragraph, published on Wednesday 15 May 2024 in Paris."""
    return extract(Article(id="fr", text=text, language="fr", title="", published_at=PUBLISHED))


def claim_with(text: str, words: str) -> Claim:
    """The claim that holds these words."""
    found = [claim for claim in read(text).claims if words in claim.text]
    assert found, [claim.text for claim in read(text).claims]
    return found[0]


ATTRIBUTED = [
    ("Le ministre de la Santé, Alioune Kébé, a indiqué jeudi que 43 cas avaient été recensés depuis le 3 mai.",
     "43 cas avaient été recensés depuis le 3 mai", "Alioune Kébé"),
    ("« Le pont est fermé depuis 2019 et personne ne le répare », explique Odile Ferrand, 62 ans.",
     "Le pont est fermé depuis 2019", "Odile Ferrand"),
    ("D'après une étude publiée lundi, 45 % des villages n'ont pas accès à l'eau.",
     "45 % des villages n'ont pas accès à l'eau", "une étude"),
    ("À en croire le directeur du port, le trafic a reculé de 8 % en 2023.",
     "le trafic a reculé de 8 % en 2023", "le directeur du port"),
    ("Aucun blessé n'a été signalé lundi, a-t-on appris auprès de la gendarmerie.",
     "Aucun blessé n'a été signalé lundi", "la gendarmerie"),
    ("Comme l'a rappelé la ministre, la loi de 2016 interdit cette pratique.",
     "la loi de 2016 interdit cette pratique", "la ministre"),
    ("La dette atteint 3 000 milliards d'euros, comme le rappelle la Cour des comptes.",
     "La dette atteint 3 000 milliards d'euros", "la Cour des comptes"),
    ("Interrogé sur France Inter, le préfet a reconnu que les secours étaient arrivés avec deux heures de retard.",
     "les secours étaient arrivés avec deux heures de retard", "le préfet"),
    ("L'épidémie a tué 2 300 personnes, a annoncé l'Organisation mondiale de la santé.",
     "L'épidémie a tué 2 300 personnes", "l'Organisation mondiale de la santé"),
    ("Le suspect aurait quitté le pays dimanche, selon une source policière.",
     "Le suspect aurait quitté le pays dimanche", "une source policière"),
    ("Le procureur a fait savoir qu'il avait saisi 40 kilos de cocaïne.",
     "avait saisi 40 kilos de cocaïne", "Le procureur"),
    ("La directrice assure qu'aucun des 300 salariés n'a été licencié en 2023.",
     "aucun des 300 salariés n'a été licencié en 2023", "La directrice"),
    ("L'ONG accuse l'armée d'avoir détruit 120 maisons dans le village.", "détruit 120 maisons", "L'ONG"),
    ("La mairie cite une étude selon laquelle les barrages sont fissurés depuis 2012.",
     "les barrages sont fissurés depuis 2012", "une étude"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), ATTRIBUTED)
def test_claim_has_its_speaker(text: str, words: str, speaker: str) -> None:
    claim = claim_with(text, words)
    assert claim.speaker is not None
    assert speaker in claim.speaker
    assert claim.text in text


def test_quotation_and_participle_behind_it_have_one_speaker() -> None:
    text = (
        "« Nous avons perdu 300 emplois », a déclaré mardi à l'AFP le maire de Tourlaville, Régis Maubert, "
        "ajoutant que la commune avait investi 4 millions d'euros."
    )
    first, second = read(text).claims
    assert (first.text, second.text) == (
        "Nous avons perdu 300 emplois",
        "la commune avait investi 4 millions d'euros",
    )
    assert first.speaker == second.speaker == "le maire de Tourlaville, Régis Maubert"
    assert first.stance == "quotes"


@pytest.mark.parametrize(
    "tag",
    ["a-t-elle ajouté", "précise-t-elle", "a-t-elle encore expliqué", "dit-elle", "a-t-elle affirmé devant la presse"],
)
def test_tag_with_a_pronoun_means_who_spoke_last(tag: str) -> None:
    text = f"La maire, Awa Diop, affirme que la digue date de 1974. Les travaux, {tag}, coûteront 8 millions d'euros."
    claim = claim_with(text, "8 millions")
    assert claim.speaker is not None
    assert "Awa Diop" in claim.speaker


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("La banque dément que 12 agences aient été fermées en mars.", "12 agences", "denies"),
        ("Le syndicat accuse la régie d'avoir supprimé 80 postes en avril.", "80 postes", "alleges"),
        ("Le cabinet a nié que le contrat ait été signé en 2021.", "le contrat ait été signé", "denies"),
        ("La mairie a précisé que 12 rues étaient fermées.", "12 rues étaient fermées", "asserts"),
    ],
)
def test_stance(text: str, words: str, stance: str) -> None:
    assert claim_with(text, words).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi personne n'a-t-il réagi ?",
        "Nous espérons que la justice fera toute la lumière.",
        "C'est une honte, un scandale absolu pour notre pays !",
        "Il faut que chacun fasse un effort.",
        "Contacté, le ministère n'a pas donné suite.",
        "Le syndicat appelle à la grève.",
        "Le silence, ce matin-là, pesait comme un remords.",
        "L'opposant craint une fraude massive.",
    ],
)
def test_what_nobody_can_check_is_no_claim(text: str) -> None:
    assert read(text).claims == ()


OWN_VOICE = [
    ("Le conseil a approuvé le budget lundi par 31 voix contre 8.", "vote"),
    ("La nouvelle ligne ouvrira le 3 juin.", "schedule"),
    ("Le prix du blé a bondi de 12 % en une semaine.", "quantity"),
    ("Le chantier de la gare a été inauguré en mars 1998.", "history"),
]


@pytest.mark.parametrize(("text", "kind"), OWN_VOICE)
def test_own_voice_and_kind(text: str, kind: str) -> None:
    (claim,) = read(text).claims
    assert (claim.speaker, claim.kind) == (None, kind)


def test_coordinated_parts_are_claims_of_their_own() -> None:
    text = "Le surcoût s'élève à 11 millions d'euros, et l'État en a payé 40 %."
    assert [claim.text for claim in read(text).claims] == [
        "Le surcoût s'élève à 11 millions d'euros",
        "l'État en a payé 40 %",
    ]


def test_attitude_told_in_passing_governs_nothing() -> None:
    (claim,) = read("Le chef du parti, qui avait dénoncé des fraudes, a été arrêté lundi à Kaolack.").claims
    assert claim.speaker is None
    assert claim.text.startswith("Le chef du parti")


def test_typographer_s_spaces_and_apostrophes_change_nothing() -> None:
    plain = "« Il n'y a plus que 12 000 abeilles », a dit l'apiculteur, qui en avait 40 000 l'an dernier."
    printed = plain.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace("'", "’").replace(" 000", "\u202f000")
    here, there = read(plain), read(printed)
    assert [(c.start, c.end, c.kind, [q.value for q in c.quantities]) for c in here.claims] == [
        (c.start, c.end, c.kind, [q.value for q in c.quantities]) for c in there.claims
    ]
    assert here.claims
    assert all(printed[c.start : c.end] == c.text for c in there.claims)


def test_french_is_supported_and_says_so() -> None:
    assert read("La nouvelle ligne ouvrira le 3 juin.").language_supported
