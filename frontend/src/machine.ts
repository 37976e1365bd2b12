// What the machine says of its own work, in the reader's language: reasons for merging, weapons, faults of files.
// English stands in the data; words that have no Arabic here are shown as they are.
import { settings } from "./words";

const PARTS: Record<string, string> = {
  base: "نقطة البدء", "same kind": "النوع نفسه", "related kind": "نوع قريب", "other kind": "نوع آخر", "other status": "حالة أخرى", "same day": "اليوم نفسه", "day after publication": "يوم بعد النشر", "next day": "اليوم التالي", "days before publication": "أيام قبل النشر", "same weekday": "يوم الأسبوع نفسه", "no day": "بلا يوم", "day of one": "يوم أحدهما فقط", "same place": "المكان نفسه", "same hub": "المركز نفسه", "same area": "النطاق نفسه", "area holds place": "النطاق يضم المكان", near: "قريب", "like place": "مكان مشابه", "province only": "المحافظة فقط", "other place": "مكان آخر", "places apart": "مكانان متباعدان", far: "بعيد", "no place": "بلا مكان", "same initiator": "الفاعل نفسه", "related initiator": "فاعل قريب", "other initiator": "فاعل آخر", "same target": "المستهدف نفسه", "same named target": "المستهدف المسمى نفسه", "other target": "مستهدف آخر", "same killed": "عدد القتلى نفسه", "killed meet": "عدد القتلى متقارب", "other killed": "عدد قتلى آخر", "same injured": "عدد الجرحى نفسه", "injured meet": "عدد الجرحى متقارب", "other injured": "عدد جرحى آخر", "same means": "الوسيلة نفسها", "other means": "وسيلة أخرى", person: "شخص مسمى", "telling word": "كلمة دالة", copy: "نص منقول", "same report": "التقرير نفسه", summary: "ملخص", recalled: "استذكار", "told aside": "ذُكر عرضاً",
};
const APART: [RegExp, string][] = [
  [/^a reviewer put them apart$/, "فصل بينهما مراجع"], [/^no pair of their claims scores above zero$/, "لا إفادتين منهما متقاربتان بما يكفي"],
  [/^one pair of claims is alike, the better half.*$/, "إفادتان متقاربتان، أما النصف الأقرب من الأزواج كلها فلا"], [/^alike; each is held together by stronger pairs.*$/, "متقاربان، لكن كلاً منهما تشده أزواج أقوى في داخله"],
  [/^some claims are alike, but others forbid it: (.*)$/, "إفادات متقاربة، وأخرى تمنع الدمج: "], [/^forbidden: (.*)$/, "ممنوع الدمج: "],
];
const BARS: Record<string, string> = {
  "different kinds": "نوعان مختلفان", "planned is not yet done": "المخطط له لم يقع بعد", "two different days, each told": "يومان مختلفان مذكوران", "told before the day of the other": "رُوي قبل يوم الآخر", "published too long after": "نُشر بعده بزمن طويل", "two different weekdays, each told": "يوما أسبوع مختلفان مذكوران", "two places far apart": "مكانان متباعدان",
};
const MEANS: Record<string, [string, string]> = {
  aircraft: ["aircraft", "طيران"], artillery: ["artillery", "مدفعية"], missile: ["missile", "صاروخ"], drone: ["drone", "طائرة مسيّرة"], firearms: ["firearms", "أسلحة نارية"], ied: ["improvised explosive device", "عبوة ناسفة"], rocket: ["rockets", "راجمات صواريخ"], mortar: ["mortar", "هاون"], helicopter: ["helicopter", "مروحية"], cluster: ["cluster munition", "ذخيرة عنقودية"], tank: ["tank", "دبابة"], bomb: ["bomb", "قنبلة"], car_bomb: ["car bomb", "سيارة مفخخة"], mine: ["mine", "لغم"], sniper: ["sniper", "قناص"], grenade: ["grenade", "قنبلة يدوية"], barrel_bomb: ["barrel bomb", "برميل متفجر"], suicide_vest: ["explosive vest", "حزام ناسف"], knife: ["knife", "سلاح أبيض"], chemical: ["chemical", "سلاح كيميائي"], incendiary: ["incendiary", "ذخيرة حارقة"], phosphorus: ["white phosphorus", "فوسفور أبيض"],
};
const CODES: Record<string, string> = {
  I003: "لا شيء فيه يُقرأ.", I004: "ليس نصاً.", I005: "ترميز النص غير مقروء.", I006: "أطول مما يُقرأ.", I007: "ليس JSON سليماً.", I008: "JSON من نوع غير معروف.", I010: "حقل ناقص أو فارغ.", I011: "قيمة حقل من نوع آخر.", I012: "تاريخ غير مفهوم.", I013: "معرّف تكرر.", I030: "الصفحة فارغة.", I031: "متداخل أكثر مما يُقرأ.", I032: "لم يوجد في الصفحة نص متصل.", I033: "صفحة تسرد صفحات أخرى وليست تقريراً.", I034: "ليس XML سليماً.", I035: "ليست خلاصة ولا خريطة موقع فيها نص.", I036: "رسالة بلا نص يُقرأ.", I037: "ملف PDF بلا طبقة نص: صفحاته صور.", I038: "مستند تالف أو بلا نص.", I039: "لا رسالة فيه.", I040: "ليس عنواناً من الشبكة.", I041: "عنوان من شبكة داخلية: لا يُتصل به.", I042: "لم يمكن الاتصال بالخادم.", I043: "الخادم أبطأ مما يُنتظر.", I044: "أكبر مما يُقرأ دفعة واحدة.", I045: "العنوان يعيد التوجيه بلا نهاية.", I046: "شهادة الخادم أو تشفيره غير سليم.", I047: "الخادم لا يلتزم بالبروتوكول.", I048: "رفض الخادم الطلب.", I049: "ملف robots.txt لا يسمح للبرامج بهذه الصفحة.", I050: "محتوى مضغوط تالف.", I051: "ملف مضغوط تالف أو مقفل بكلمة مرور.", I052: "أرشيف ويب تالف أو فارغ.", I061: "لا عمود فيه يحمل نص التقارير.",
};

/** The name of a reason that speaks for or against one event. */
export function part(name: string): string {
  const plain = name.replace(/_/g, " ");
  if (settings.lang === "ar") return PARTS[plain] ?? plain;
  return plain === "base" ? "to begin with" : plain;
}

/** Why two events were kept apart. */
export function apart(why: string): string {
  if (settings.lang !== "ar") return why;
  for (const [pattern, arabic] of APART) {
    const found = pattern.exec(why);
    if (found) return arabic + (found[1] ? BARS[found[1]] ?? found[1] : "");
  }
  return why;
}

/** A weapon or munition. */
export function means(id: string): string {
  return MEANS[id]?.[settings.lang === "ar" ? 1 : 0] ?? id.replace(/_/g, " ");
}

/** In Arabic what a fault is, before its own words; in English nothing. */
export function gist(code: string | undefined): string {
  return settings.lang === "ar" && code ? CODES[code] ?? "" : "";
}

let regions: { of: string; names: Intl.DisplayNames } | undefined;
/** The name of a country by its ISO code. */
export function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  if (regions?.of !== settings.lang) regions = { of: settings.lang, names: new Intl.DisplayNames(settings.lang, { type: "region" }) };
  return regions.names.of(code) ?? code;
}
