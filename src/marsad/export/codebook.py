"""The codebook as a page: what counts as each kind of event, in Arabic and English, with examples, and what does not.

«ترميز» is coding, «إفادة» (statement) a claim, as the observatory has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.schema import Kind

_FAMILIES = {
    "force": "Force · القوة", "coercion": "Coercion · الإكراه", "posture": "Posture · التموضع",
    "diplomacy": "Diplomacy · الدبلوماسية", "statement": "Statements · المواقف", "civic": "Civic action · الحراك المدني",
    "relief": "Relief · الإغاثة",
}  # fmt: skip

_STATUSES = """## Did it happen? · هل وقع؟

Every claim and every event has a status. Counts that mix them count things that did not happen.

<p dir="rtl" lang="ar">لكل إفادة ولكل حدث صفة تقول هل وقع. والعدّ الذي يخلط بينها يعدّ ما لم يحدث.</p>

| status | الحالة | meaning | المعنى |
| --- | --- | --- | --- |
| `occurred` | وقع | The report says that it took place. Fighting under way is `occurred`. | يقول التقرير إنه حدث، والقتال الجاري منه. |
| `ongoing` | مستمر | A state that lasts: a siege, a closure, talks. | حالة مستمرة: حصار أو إغلاق أو محادثات. |
| `attempted` | محاولة | Tried and not carried out: a storming that was repulsed with nobody hurt. | جرت محاولته ولم يتم، كاقتحام صُدّ ولم يُصب أحد. |
| `planned` | مخطط له | Announced, threatened or proposed; not said to have happened. | أُعلن أو هُدّد به أو اقتُرح، ولا يقول التقرير إنه حدث. |
| `denied` | منفي | Somebody is quoted as saying that it did not happen. | ينقل التقرير عن جهة أنه لم يحدث. |
| `uncertain` | غير مؤكد | A rumour, or told as one. | شائعة، أو ما رُوي على أنه شائعة. |
| `ended` | انتهى | A state that is said to be over: a siege lifted. | حالة يقول التقرير إنها انتهت، كحصار رُفع. |
"""

_NOT_CODED = """## Not coded · ما لا يُرمَّز

- **Links and titles of other stories** on the page: "read also", previous and next, captions of other pictures.
- **Background of more than a year ago**, unless the report is about it; yearly totals; what happens "repeatedly" at no time.
- **Hypothetical cases**: what would happen if.
- **Words of war that mean something else**: an attack in football, an election battle, a population explosion.
- **Accidents, disease, weather and crime without a party to the conflict.**
- **Quotations that only report facts**: they are who says so, not an event. A demand, threat or accusation is one only where
  the statement itself is the news.
- **Opinion and analysis** that tells of no event.
- **Motives, guilt and legality.** Marsad codes who is said to have done what; whether it was a crime is for others to find.
- **The number of people present, damage in money, ammunition counts** and other quantities that are not people killed, injured,
  held, missing or displaced.

<ul dir="rtl" lang="ar">
<li><b>روابط الأخبار الأخرى وعناوينها</b> في الصفحة: «اقرأ أيضاً»، والسابق والتالي، وتعليقات الصور الأخرى.</li>
<li><b>خلفية مضى عليها أكثر من عام</b> ما لم تكن موضوع التقرير، والحصائل السنوية، وما يتكرر بلا زمن معيّن.</li>
<li><b>الفرضيات</b>: ما قد يحدث لو.</li>
<li><b>ألفاظ الحرب في غير معناها</b>: هجوم في مباراة، ومعركة انتخابية، وانفجار سكاني.</li>
<li><b>الحوادث والأمراض والطقس والجرائم</b> التي لا يدخل فيها طرف من أطراف النزاع.</li>
<li><b>الأقوال التي تنقل وقائع فقط</b>: قائلها مصدر وليس قوله حدثاً. والمطالبة أو التهديد أو الاتهام حدث إذا كان القول نفسه هو الخبر.</li>
<li><b>الرأي والتحليل</b> اللذان لا يرويان حدثاً.</li>
<li><b>الدوافع والذنب والحكم القانوني</b>: يسجل مرصد من قيل إنه فعل وماذا فعل، أما هل هو جريمة فليس له أن يقرره.</li>
<li><b>عدد الحاضرين وقيمة الأضرار وكميات الذخيرة</b> وكل عدد ليس لقتلى أو جرحى أو محتجزين أو مفقودين أو نازحين.</li>
</ul>
"""


def pages(words: Lexicon) -> str:
    """The codebook in Markdown."""
    return "\n".join(_lines(words))


def _lines(words: Lexicon) -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield (
        f"The {len(words.kinds)} kinds of events that Marsad codes. This page is made from the ontology that the machine"
        " itself goes by, so it cannot differ from it. All example sentences are invented."
    )
    yield ""
    yield (
        f'<p dir="rtl" lang="ar">أنواع الأحداث التي يرمّزها مرصد، وعددها {len(words.kinds)}. هذه الصفحة مأخوذة من التصنيف الذي يعمل به'
        " البرنامج نفسه فلا تخالفه، وكل جمل الأمثلة من تأليفنا.</p>"
    )
    yield ""
    yield "| kind | النوع | English | PLOVER | CAMEO | ACLED |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in words.kinds.values():
        yield f"| [`{kind.id}`](#{kind.id}) | {kind.ar} | {kind.en} | {_plover(kind)} | {kind.cameo} | {_acled(kind)} |"
    yield ""
    yield _STATUSES
    family = None
    for kind in words.kinds.values():
        if kind.family != family:
            family = kind.family
            yield f"## {_FAMILIES.get(family, family.capitalize())}"
            yield ""
        yield from _kind(kind)
    yield _NOT_CODED


def _kind(kind: Kind) -> Iterator[str]:
    yield f'### <a id="{kind.id}"></a>{kind.en} · {kind.ar}'
    yield ""
    yield f"`{kind.id}` · PLOVER {_plover(kind)} · CAMEO {kind.cameo} · ACLED {_acled(kind)}"
    yield ""
    yield " ".join(kind.definition.split())
    yield ""
    yield f'<p dir="rtl" lang="ar">{" ".join(kind.definition_ar.split())}</p>'
    yield ""
    for heading, examples in (("Is one · منه", kind.positive), ("Is none · ليس منه", kind.negative)):
        yield f"{heading}:"
        yield ""
        for one in examples:
            why = f" *{one['why']}*" if one.get("why") else ""
            yield f'- <bdi lang="ar">{one["ar"]}</bdi><br>{one["en"]}{why}'
        yield ""


def _plover(kind: Kind) -> str:
    return "/".join(filter(None, (kind.plover["type"], kind.plover["mode"]))) or "–"


def _acled(kind: Kind) -> str:
    acled = kind.acled or {}
    return ": ".join(filter(None, (acled.get("event"), acled.get("sub_event")))) or "–"
