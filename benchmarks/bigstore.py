"""A big store of invented news: ``python -m benchmarks.bigstore PATH [--claims 1000000]``.

Articles, claims, all that hangs on them, reviews, sources, publications and checks of three years, Arabic and English,
made inside DuckDB from a few lists of words. The same number of claims gives the same rows.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from store import Store, connect

_SQL = Path(__file__).with_suffix(".sql")
CLAIMS_AN_ARTICLE = 10

WORDS: dict[str, str] = {
    # Bodies are of one gender, so that every template agrees with every one of them.
    "bodies_ar": "وزارة الزراعة|هيئة المياه|بلدية المدينة|دائرة الإحصاء|شركة الكهرباء|لجنة الموازنة|وزارة الصحة|"
    "مديرية التعليم|مؤسسة الموانئ|وزارة النقل|هيئة الاستثمار|إدارة الجمارك",
    "bodies_en": "The agriculture ministry|The water authority|The city council|The statistics office|"
    "The power company|The budget committee|The health ministry|The education board|The ports agency|"
    "The transport ministry|"
    "The investment board|The customs office",
    "things_ar": "طريقاً|مدرسة|محطة ضخ|مركزاً صحياً|بئراً|جسراً|حديقة|مخبزاً",
    "things_en": "roads|schools|pumping stations|clinics|wells|bridges|parks|bakeries",
    "crops_ar": "القمح|الزيتون|التمر|الأرز|القطن|الطماطم|الشعير|الحمضيات",
    "crops_en": "wheat|olives|dates|rice|cotton|tomatoes|barley|citrus fruit",
    "places_ar": "البصرة|حلب|طرابلس|الخرطوم|تعز|صفاقس|وهران|إربد|نابلس|المنصورة|الموصل|طنجة|صيدا|عدن|حمص|بنغازي",
    "places_en": "Basra|Aleppo|Tripoli|Khartoum|Taiz|Sfax|Oran|Irbid|Nablus|Mansoura|Mosul|Tangier|Sidon|Aden|Homs|"
    "Benghazi",
    "months_ar": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
    "months_en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "roles_ar": "وزير الزراعة|رئيس البلدية|النائب|المحافظ|مدير المستشفى|الناطق باسم الهيئة|الخبير الاقتصادي|"
    "نقيب المعلمين",
    "roles_en": "Minister|Mayor|Deputy|Governor|Director|Spokesman|Economist|Union leader",
    "first_ar": "سامر|ليث|نزار|وائل|هيثم|رامي|بسام|فارس|غسان|زياد|أنور|مازن",
    "first_en": "Samer|Layth|Nizar|Wael|Haytham|Rami|Bassam|Faris|Ghassan|Ziad|Anwar|Mazen",
    "last_ar": "الحمود|الصالحي|القاضي|النجار|البيطار|العطار|الخياط|الزين|الراوي|الشامي|المصري|التميمي",
    "last_en": "Hammoud|Salihi|Qadi|Najjar|Bitar|Attar|Khayat|Zayn|Rawi|Shami|Masri|Tamimi",
    "nobody_ar": "مصدر مطلع|مصدر أمني|مسؤول طلب عدم كشف اسمه|شهود عيان",
    "nobody_en": "an informed source|a security source|an official who asked not to be named|witnesses",
    "papers_ar": "تقرير البنك|بيان الهيئة|دراسة جامعية|مسح ميداني",
    "papers_en": "a bank report|an agency statement|a university study|a field survey",
    "outlets_ar": "وكالة الوادي|صحيفة النهر|موقع المرفأ|إذاعة السهل|قناة الأفق|جريدة الميدان|شبكة الجسر|صحيفة الربوة",
    "outlets_en": "Valley Wire|The River Post|Harbour News|Plains Radio|Horizon TV|The Square|Bridge Net|Hill Gazette",
    "cues_ar": "قال|أكد|أعلن|ذكر|أوضح|أضاف",
    "cues_en": "said|stated|announced|noted|explained|added",
    "people": "هدى|عمر|Maya|سلمى|Karim|نور|Lina|طارق|Dana|رنا|Yousef|أمل",
    "sites": "stats.example|budget.example|water.example|records.example|parliament.example|archive.example|"
    "hospital.example|customs.example|maps.example|weather.example|court.example|courier.example",
    "opinions_ar": "موسم {crop} في {place} كان رائعاً بكل المقاييس|على أهل {place} أن يفخروا بمزارعي {crop}",
    "opinions_en": "the {crop} season in {place} was wonderful by any measure|people in {place} should be proud of "
    "their {crop}",
    "templates_ar": "{body} أنفقت {n} مليون دينار على زراعة {crop} في {place} خلال {date}|"
    "{body} افتتحت {n} {thing} في {place} منذ {date}|"
    "إنتاج {crop} في {place} تراجع {n} طناً في {date}|"
    "أسعار {crop} في أسواق {place} ارتفعت {n} في المئة بعد {date}|"
    "{body} سلّمت {n} {thing} في {place} في {date}|"
    "صادرات {crop} من {place} بلغت {n} طناً في {date}|"
    "{body} وظفت {n} عاملاً في {place} منذ {date}|"
    "{body} ستوزع {n} سلة غذائية في {place} في {date}",
    "templates_en": "{body} spent {n} million dinars on {crop} in {place} in {date}|"
    "{body} opened {n} {thing} in {place} after {date}|"
    "output of {crop} in {place} fell by {n} tonnes in {date}|"
    "prices of {crop} in the markets of {place} rose by {n} percent after {date}|"
    "{body} handed over {n} {thing} in {place} in {date}|"
    "exports of {crop} from {place} reached {n} tonnes in {date}|"
    "{body} hired {n} workers in {place} after {date}|"
    "{body} will hand out {n} food baskets in {place} in {date}",
    "units_ar": "مليون دينار|وحدة|طن|في المئة|وحدة|طن|عامل|سلة",
    "units_en": "million dinars|units|tonnes|percent|units|tonnes|workers|baskets",
    "kinds": "quantity|event|quantity|quantity|event|quantity|event|schedule",
}


def words() -> dict[str, list[str]]:
    """The lists of words, each by its name."""
    return {name: text.split("|") for name, text in WORDS.items()}


def fill(store: Store, claims: int) -> None:
    """Fills an empty store with about this many claims, ten an article, in one transaction."""
    with store.transaction() as con:
        for name, values in words().items():
            con.execute(f"SET VARIABLE {name} = $values::VARCHAR[]", {"values": values})
        con.execute("SET VARIABLE articles = $n::BIGINT", {"n": max(1, claims // CLAIMS_AN_ARTICLE)})
        con.execute("SET VARIABLE claims_an_article = $n::BIGINT", {"n": CLAIMS_AN_ARTICLE})
        con.execute(_SQL.read_text(encoding="utf-8"))


def main() -> None:
    """Makes the store that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", help="the store to make; it must not be there yet")
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many claims (default 1,000,000)")
    options = parser.parse_args()
    if Path(options.path).exists():
        parser.error(f"{options.path} is there already")
    started = time.perf_counter()
    with connect(options.path) as store:
        fill(store, options.claims)
        made = store.con.execute("SELECT count(*) FROM desk_machine.claims").fetchone()
    print(f"{made[0] if made else 0:,} claims in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
