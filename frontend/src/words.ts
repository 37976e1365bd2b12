// The words of the interface in both languages. Names of kinds come from the API; everything else stands here.
import { useEffect, useState } from "preact/hooks";

export type Lang = "en" | "ar";
export type Digits = "western" | "arabic";

const WORDS = {
  app: ["Marsad", "مرصد"],
  tagline: ["The conflict as reported", "النزاع كما تنقله التقارير"],
  brief: ["Brief", "الموجز"], brief_since: ["First day", "أول يوم"], brief_until: ["Last day", "آخر يوم"], brief_in: ["Language of the brief", "لغة الموجز"], save_as: ["Save as", "احفظ بصيغة"], source_n: ["Source", "المصدر"], see_words: ["see its words", "انظر كلماته"],
  brief_empty: ["A brief is of days, and no report has a known day yet. Add reports with their day of publication.", "الموجز عن أيام، ولا تقرير معروف اليوم بعد. أضف تقارير مع تاريخ نشرها."],
  now: ["Now", "الآن"], events: ["Events", "الأحداث"], event: ["Event", "حدث"], actors: ["Actors", "الأطراف"],
  actor: ["Actor", "طرف"], reports: ["Reports", "التقارير"], report: ["Report", "تقرير"], review: ["Review", "المراجعة"], add: ["Add", "إضافة"],
  audit: ["Log", "السجل"], login: ["Log in", "تسجيل الدخول"], logout: ["Log out", "تسجيل الخروج"],
  name: ["Name", "الاسم"], password: ["Password", "كلمة المرور"], skip: ["Skip to content", "تجاوز إلى المحتوى"],
  language: ["العربية", "English"], digits: ["Digits: 123", "الأرقام: ١٢٣"], digits_other: ["١٢٣", "123"],
  switch_digits: ["Arabic-Indic digits", "أرقام غربية"], switch_language: ["اعرض الواجهة بالعربية", "Show the interface in English"],
  filters: ["Filters", "المرشحات"], clear: ["Clear filters", "إزالة المرشحات"], from: ["From", "من"], to: ["To", "إلى"], kind: ["Kind", "النوع"],
  status: ["Did it happen?", "هل وقع؟"], actor_f: ["Actor", "طرف"], place_f: ["Place", "مكان"], precision: ["Placed within", "دقة المكان"],
  as_of: ["As known on", "كما عُرف في"], assessment: ["Support", "قوة الإسناد"], review_f: ["Reviewed?", "هل روجع؟"], any: ["Any", "الكل"],
  more_of_them: ["More", "المزيد"],
  ch_run: ["Reading", "القراءة"], ch_added: ["event made", "نشأ الحدث"], ch_changed: ["changed", "تغيّر"], ch_withdrawn: ["withdrawn", "سُحب"], ch_told: ["told by", "رواه"], ch_joined: ["joined by", "انضم إليه"], ch_left: ["no longer with", "لم يعد معه"], ch_other: ["its claims say something else", "صارت إفاداته تقول غير ذلك"],
  toll_killed: ["Killed", "القتلى"], toll_injured: ["Injured", "الجرحى"], toll_captured: ["Captured", "المحتجزون"], toll_missing: ["Missing", "المفقودون"], toll_displaced: ["Displaced", "النازحون"], open_event: ["open the event", "افتح الحدث"],
  actor_hint: ["Its name", "اسمه"], place_hint: ["Its name", "اسمه"],
  prec_1: ["Exact place", "مكان محدد"], prec_2: ["Within 25 km", "في حدود 25 كم"], prec_3: ["District", "منطقة"], prec_4: ["Province", "محافظة"], prec_5: ["Wider area", "نطاق أوسع"], prec_6: ["Country", "بلد"], prec_7: ["Anything", "أي دقة"],
  s_occurred: ["Occurred", "وقع"], s_ongoing: ["Ongoing", "مستمر"], s_attempted: ["Attempted", "محاولة"], s_planned: ["Planned", "مخطط له"],
  s_denied: ["Denied", "منفي"], s_uncertain: ["Unconfirmed", "غير مؤكد"], s_ended: ["Ended", "انتهى"],
  "a_Weak: single source claim": ["One origin", "مصدر واحد"], a_Fair: ["Several origins", "عدة مصادر"], a_Confirmed: ["Confirmed by who did it", "أقرّ به فاعله"], a_Contested: ["Contested", "متنازع فيه"],
  r_unreviewed: ["Unreviewed", "لم يُراجَع"], r_partly: ["Partly reviewed", "روجع جزئياً"], r_reviewed: ["Reviewed", "روجع"],
  f_force: ["Use of force", "استخدام القوة"], f_coercion: ["Coercion", "إكراه"], f_posture: ["Military posture", "تموضع عسكري"], f_diplomacy: ["Diplomacy", "دبلوماسية"], f_civic: ["Civic action", "حراك مدني"], f_statement: ["Statements", "مواقف"], f_relief: ["Relief", "إغاثة"],
  killed: ["killed", "قتلى"], injured: ["injured", "جرحى"], captured: ["captured", "محتجزون"], missing: ["missing", "مفقودون"], displaced: ["displaced", "نازحون"],
  who: ["Who", "الفاعل"], whom: ["To whom", "المستهدف"], between: ["Between", "بين"], and: ["and", "و"], third: ["Third party", "طرف ثالث"], where: ["Where", "أين"], when: ["When", "متى"], means: ["By what means", "الوسيلة"], toll: ["Toll", "الحصيلة"],
  what: ["What", "ماذا"], unknown: ["unknown", "غير معروف"], not_said: ["not said", "لم يُذكر"], day_unknown: ["day unknown", "اليوم غير معروف"], by_publication: ["by publication only", "بحسب تاريخ النشر فقط"], reviewed_day: ["set by a reviewer", "حدده مراجع"],
  no_place: ["no place on the map", "بلا موضع على الخريطة"], outlet_unknown: ["outlet unknown", "الجهة الناشرة غير معروفة"],
  says_so: ["Who says so", "من يقول ذلك"], origins_h: ["Independent origins", "المصادر المستقلة"], reports_h: ["The reports side by side", "التقارير جنباً إلى جنب"], fields_h: ["Every field, and who says it", "كل حقل ومن يقوله"],
  how_cited: ["cited by reports", "تستشهد به التقارير"], how_copied: ["its text is shared", "نصه منقول"], how_own: ["its own reporting", "من عندها"],
  why_h: ["Why this is one event", "لماذا عُدّ حدثاً واحداً"], apart_h: ["Kept apart from it", "ما فُصل عنه"], one_claim: ["One claim alone: nothing was merged.", "إفادة واحدة: لم يُدمج شيء."], places_h: ["Where it may be", "أين قد يكون"], history_h: ["What was decided and changed", "ما تقرر وما تغيّر"], same_reasons: ["what speaks for and against", "ما يدعم وما يعارض"],
  whole_text: ["Whole text", "النص كاملاً"], excerpt: ["Excerpt only", "المقتطف فقط"], original: ["Original page", "الصفحة الأصلية"], open_report: ["Report with all its claims", "التقرير بكل إفاداته"],
  withheld: ["The text is not published here.", "النص غير منشور هنا."], print: ["Print", "طباعة"], copy_link: ["Copy link", "انسخ الرابط"], copied: ["Copied", "نُسخ"],
  claim: ["Claim", "إفادة"], claims: ["claims", "إفادات"], confidence: ["confidence", "الثقة"], evidence: ["Evidence", "الدليل"], legend: ["Legend", "دليل الألوان"],
  m_evidence: ["words it rests on", "الكلمات التي يستند إليها"], m_trigger: ["what happened", "ما وقع"], m_initiator: ["who did it", "الفاعل"], m_target: ["to whom", "المستهدف"], m_third: ["third party", "طرف ثالث"], m_place: ["where", "المكان"], m_when: ["when", "الزمان"], m_source: ["who says so", "القائل"], m_other: ["another claim", "إفادة أخرى"],
  disagree: ["The sources disagree on", "تختلف المصادر حول"], d_status: ["whether it happened", "وقوعه"], d_initiators: ["who did it", "الفاعل"], d_when: ["the day", "اليوم"],
  loaded: ["the outlet's wording", "بلفظ الناشر"], t_loaded: ["loaded", "محمّل بحكم"], t_honorific: ["honorific", "تبجيلي"], t_self: ["its own name for itself", "اسمه لنفسه"], t_ambiguous: ["ambiguous", "ملتبس"],
  more: ["Show more", "أظهر المزيد"], loading: ["Loading", "جارٍ التحميل"], nothing: ["Nothing in the archive is so.", "لا شيء في الأرشيف كذلك."], try_clear: ["Loosen or clear the filters.", "خفف المرشحات أو أزلها."],
  failed: ["This could not be loaded", "تعذر التحميل"], unreachable: ["Marsad does not answer. Is marsad serve still running?", "لا يجيب مرصد. هل ما زال marsad serve يعمل؟"], retry: ["Try again", "أعد المحاولة"],
  no_webgl: ["This browser has no WebGL2, so there is no map. Everything on it is in the list and the table of places.", "لا يدعم هذا المتصفح WebGL2، لذلك لا خريطة. كل ما عليها في القائمة وجدول الأماكن."],
  map: ["Map", "الخريطة"], timeline: ["Timeline", "الخط الزمني"], list: ["List", "القائمة"], all_events: ["All", "الكل"], unlocated: ["Not on the map", "ليست على الخريطة"], located: ["On the map", "على الخريطة"], at_place: ["At", "في"],
  brush_hint: ["Drag over the bars to choose days; arrow keys move the ends.", "اسحب فوق الأعمدة لاختيار الأيام؛ وأسهم لوحة المفاتيح تحرك الطرفين."], first_day: ["First day", "أول يوم"], last_day: ["Last day", "آخر يوم"], whole_time: ["All days", "كل الأيام"], earlier: ["earlier", "أقدم"], later: ["later", "أحدث"],
  lg_point: ["a place known", "مكان معروف"], lg_area: ["somewhere in this area", "في موضع ما من هذا النطاق"], lg_line: ["along this road", "على هذا الطريق"], lg_hollow: ["unreviewed: hollow", "غير مراجَع: مفرغ"], lg_ring: ["contested: ringed", "متنازع فيه: مطوّق"],
  reports_n: ["reports", "تقارير"], origins_n: ["origins", "مصادر"], events_n: ["events", "أحداث"],
  day_of: ["As reported up to", "كما نُقل حتى"], latest: ["Latest", "الأحدث"], fronts_h: ["Fronts, north to south", "الجبهات من الشمال إلى الجنوب"], standing_h: ["What stands", "ما هو قائم"], changes_h: ["What changed", "ما تغيّر"], since: ["since", "منذ"], in_days: ["in the last 7 days", "في الأيام السبعة الأخيرة"], no_fronts: ["No front is known on this day.", "لا جبهة معروفة في هذا اليوم."], no_standing: ["Nothing that lasts is known on this day.", "لا حالة قائمة معروفة في هذا اليوم."], no_changes: ["Nothing changed in these days.", "لم يتغير شيء في هذه الأيام."], contested_h: ["Contested", "متنازع فيه"], recent_h: ["The newest events", "أحدث الأحداث"], nothing_contested: ["No event is contested.", "لا حدث متنازع فيه."], all_of_them: ["all of them", "كلها"], day: ["Day", "اليوم"], earlier_day: ["A day earlier", "قبل يوم"], later_day: ["A day later", "بعد يوم"], over_time: ["The picture over time", "الصورة عبر الزمن"], past_ones: ["over, planned, denied", "انتهى أو مخطط له أو منفي"],
  strikes_h: ["Strikes by one side, north to south", "ضربات من جانب واحد، من الشمال إلى الجنوب"], strikes: ["Strikes", "ضربات"], strikes_by: ["by", "من"], strikes_on: ["on", "على"], struck_unsaid: ["no armed side that was aimed at is named", "لم تُذكر جهة مسلحة مستهدفة"],
  strikes_igniting: ["mounting", "تتصاعد"], strikes_active: ["going on", "مستمرة"], strikes_cooling: ["easing", "تتراجع"], strikes_quiet: ["none of late", "متوقفة"], strikes_standing: ["none reported", "لم ترد"], strikes_undated: ["undated", "بلا تاريخ"],
  trend_igniting: ["igniting", "تشتعل"], trend_active: ["active", "نشطة"], trend_cooling: ["cooling", "تهدأ"], trend_quiet: ["quiet", "هادئة"], trend_standing: ["standing", "قائمة"], trend_undated: ["undated", "بلا تاريخ"],
  k_siege: ["Siege", "حصار"], k_ceasefire: ["Ceasefire", "وقف إطلاق نار"], k_talks: ["Talks", "محادثات"], k_mediation: ["Mediation", "وساطة"], k_demand: ["Demand", "مطالبة"], k_control: ["Control", "سيطرة"], k_closure: ["Closure", "إغلاق"], k_buildup: ["Build-up", "حشد"], k_displacement: ["Displacement", "نزوح"],
  st_standing: ["standing", "قائم"], st_ended: ["ended", "انتهى"], st_disputed: ["disputed", "مختلف عليه"], st_silent: ["not heard of since", "لم يُسمع عنه منذ"], st_planned: ["planned", "مخطط له"], st_rumoured: ["rumoured", "شائعة"], st_denied: ["denied", "منفي"], st_failed: ["failed", "فشل"],
  c_opened: ["began", "بدأ"], c_affirmed: ["still stands", "ما زال قائماً"], c_eased: ["eased", "خُفف"], c_tightened: ["tightened", "شُدد"], c_breached: ["breached", "خُرق"], c_no_agreement: ["no agreement", "بلا اتفاق"], c_agreed: ["agreed", "اتُّفق عليه"], c_failed: ["failed", "فشل"], c_ended: ["ended", "انتهى"], c_denied: ["denied", "نُفي"], c_planned: ["planned", "خُطط له"], c_rumoured: ["rumoured", "شاع"], c_tried: ["attempted", "جرت محاولة"], c_refused: ["refused", "رُفض"], c_calmed: ["calmed", "هدأ"], c_first_heard: ["first heard of", "ذُكر أول مرة"], c_ignited: ["ignited", "اشتعلت"], c_cooled: ["cooled", "هدأت"], c_quietened: ["went quiet", "سكنت"], c_new: ["new", "جديد"],
  front: ["Front", "جبهة"], relation: ["Relation", "علاقة"], last_14: ["last", "آخر"], before_that: ["before that", "قبلها"], days_n: ["days", "يوماً"], last_heard: ["last heard", "آخر خبر"], opened_on: ["began", "بدأ"], asks: ["asks", "يطلب"], undated_n: ["undated", "بلا تاريخ"],
  rel_fights: ["fights", "يقاتل"], rel_attacks: ["attacks", "يهاجم"], rel_besieges: ["besieges", "يحاصر"], rel_threatens: ["threatens", "يهدد"], rel_accuses: ["accuses", "يتهم"], rel_rejects: ["rejects", "يرفض"], rel_demands_of: ["demands of", "يطالب"], rel_talks_with: ["talks with", "يفاوض"], rel_agrees: ["agrees with", "يتفق مع"], rel_mediates: ["mediates for", "يتوسط لدى"], rel_supports: ["supports", "يدعم"], rel_aids: ["aids", "يغيث"], rel_described_close_to: ["described as close to", "يوصف بالقرب من"], rel_described_backed_by: ["described as backed by", "يوصف بأنه مدعوم من"], rel_described_loyal_to: ["described as loyal to", "يوصف بالولاء لـ"], rel_described_part_of: ["described as part of", "يوصف بأنه جزء من"], rel_part_of: ["part of", "جزء من"], rel_armed_wing_of: ["armed wing of", "الجناح العسكري لـ"], rel_ally_of: ["ally of", "حليف لـ"], rel_successor_of: ["successor of", "خَلَف لـ"], rel_sponsored_by: ["sponsored by", "ترعاه"],
  b_reported: ["reported", "منقول"], b_worded: ["outlet's wording", "بلفظ الناشر"], b_registry: ["registry", "من السجل"],
  graph: ["Graph", "الرسم"], table: ["Table", "الجدول"], relations_h: ["How actors stand to one another", "العلاقات بين الأطراف"], source_actor: ["From", "من"], target_actor: ["To", "إلى"], first_seen: ["First", "أول مرة"], last_seen: ["Last", "آخر مرة"], aliases_h: ["Names", "الأسماء"], alias_note: ["Names that carry a judgement are the outlets', not ours.", "الأسماء التي تحمل حكماً هي ألفاظ الناشرين لا ألفاظنا."], used: ["in reports", "في التقارير"], registry_only: ["known to the registry alone", "معروفة للسجل وحده"], registry_h: ["What the registry holds", "ما في السجل"], read_in: ["read in", "نقلاً عن"], as_initiator: ["as initiator", "فاعلاً"], as_target: ["as target", "مستهدفاً"], find_actor: ["Find an actor", "ابحث عن طرف"], standing_of: ["How it stands", "كيف يقف"], unregistered: ["only described in reports", "موصوف في التقارير فقط"], its_events: ["Its events", "أحداثه"], not_support: ["Mediation is not support.", "الوساطة ليست دعماً."], g_fights: ["fights", "يقاتل"], g_besieges: ["besieges", "يحاصر"], g_besieged_by: ["besieged by", "يحاصره"], g_mediated_by: ["mediated by", "وسطاؤه"], g_mediates: ["mediates", "يتوسط"], g_talks_with: ["talks with", "يفاوض"], g_demands: ["demands", "مطالبات"], g_backers: ["backed by", "داعموه"], g_backs: ["backs", "يدعم"], g_against_in_words: ["against, in words", "ضده بالكلام"], g_worded: ["outlets' wording", "بألفاظ الناشرين"], g_none: ["none reported", "لا شيء منقول"], came: ["new in this time", "جديد في هذه المدة"], went: ["no longer", "لم يعد"],
  search: ["Search", "بحث"], search_hint: ["Words, \"a phrase\", -without", "كلمات أو \"عبارة\" أو -بدون"], search_label: ["Search in the texts of reports", "البحث في نصوص التقارير"], folded: ["Spelling is folded: أحمد finds احمد, and قصف finds وقصفها.", "لا فرق بين صور الإملاء: «أحمد» تجد «احمد»، و«قصف» تجد «وقصفها»."], outlet: ["Outlet", "الناشر"], all_outlets: ["All outlets", "كل الناشرين"], published: ["Published", "نُشر"], found_n: ["reports found", "تقارير وُجدت"], claims_h: ["What was read from it", "ما قُرئ منه"], no_claims: ["No event was read from this report", "لم يُقرأ من هذا التقرير أي حدث"], untitled: ["without a title", "بلا عنوان"], as_read: ["The report as read", "التقرير كما قُرئ"], in_event: ["in event", "في الحدث"], choose_claim: ["Choose a claim to see its words alone.", "اختر إفادة لترى كلماتها وحدها."], accepted: ["accepted", "مقبولة"], rejected: ["rejected", "مرفوضة"], corrected: ["corrected", "مصححة"],
  queue_h: ["What to look at first", "ما يُنظر فيه أولاً"], queue_empty: ["Nothing waits for review.", "لا شيء ينتظر المراجعة."], because_contested: ["contested", "متنازع فيه"], because_low_confidence: ["low confidence", "ثقة منخفضة"], because_many_reports: ["many reports", "تقارير كثيرة"], accept: ["Accept", "قبول"], reject: ["Reject", "رفض"], correct: ["Correct a field", "تصحيح حقل"], merge: ["Merge", "دمج"], split: ["Split off", "فصل"], undo: ["Undo", "تراجع"], skip_it: ["Skip", "تخطٍّ"], back: ["Back", "السابق"], keys: ["Keys", "المفاتيح"], second: ["Second opinion", "رأي ثانٍ"], second_hint: ["Claims another reviewer has judged and you have not; their verdict is hidden.", "إفادات حكم فيها مراجع آخر ولم تحكم أنت؛ وحكمه مخفي."], why: ["Why?", "لماذا؟"], why_reject: ["Why is it wrong?", "ما الخطأ فيها؟"], w_not_said: ["The report does not say this", "التقرير لا يقول ذلك"], w_not_event: ["It is no event of the conflict", "ليس حدثاً من أحداث النزاع"], w_misread: ["Sides, place or time are misread", "أُسيء فهم الأطراف أو المكان أو الزمان"], w_accept: ["The report says so", "التقرير يقول ذلك"], w_correct: ["By the words of the report", "بكلمات التقرير"], w_merge: ["They tell of one event", "تروي حدثاً واحداً"], w_split: ["It tells of another event", "تروي حدثاً آخر"], w_undo: ["Taken back", "رجوع عن القرار"], decided_accept: ["Accepted", "قُبلت"], decided_reject: ["Rejected", "رُفضت"], decided_set: ["Corrected", "صُححت"], decided_merge: ["Merged", "دُمجت"], decided_split: ["Split off", "فُصلت"], decided_undo: ["Taken back", "أُرجعت"], which_field: ["Which field?", "أي حقل؟"], choose_words: ["Choose the words", "اختر الكلمات"], choose_words_hint: ["Arrow keys move over the words, Shift extends, Enter takes them; or write the value.", "تتنقل الأسهم بين الكلمات، وShift يمدّ التحديد، وEnter يأخذها؛ أو اكتب القيمة."], value: ["Value", "القيمة"], save: ["Save", "حفظ"], cancel: ["Cancel", "إلغاء"], merge_with: ["With which event?", "مع أي حدث؟"], or_id: ["or the id of an event", "أو معرّف حدث"], log_h: ["Decisions", "القرارات"], agreement_h: ["Agreement between reviewers", "اتفاق المراجعين"], agreement_none: ["No two reviewers have judged the same claim yet.", "لم يحكم مراجعان في إفادة واحدة بعد."], both_judged: ["judged by both", "حكما فيها معاً"], same_verdict: ["alike", "متفقان"], taken_back: ["taken back", "رُجع عنه"], of_claims: ["of", "من"], claims_done: ["claims judged", "إفادات حُكم فيها"], not_reviewer: ["Reviewing is for reviewers. Ask an admin for the role.", "المراجعة للمراجعين. اطلب الصلاحية من المشرف."], field_kind: ["kind", "النوع"], field_status: ["did it happen", "هل وقع"], field_when: ["when", "متى"], field_initiators: ["who", "الفاعل"], field_targets: ["to whom", "المستهدف"], field_third_parties: ["third party", "طرف ثالث"], field_places: ["where", "أين"], field_attributed_to: ["who says so", "القائل"], field_killed: ["killed", "قتلى"], field_injured: ["injured", "جرحى"], field_captured: ["captured", "محتجزون"], field_missing: ["missing", "مفقودون"], field_displaced: ["displaced", "نازحون"], field_assessment: ["support", "الإسناد"],
  value_when: ["2024-05-01 or 2024-05-01/2024-05-03", "2024-05-01 أو 2024-05-01/2024-05-03"], value_toll: ["3, 3-5, or 3+ for at least 3", "3 أو 3-5 أو 3+ لثلاثة على الأقل"], value_names: ["names, parted by ; (empty: unknown)", "أسماء تفصلها ; (فارغ: غير معروف)"],
  add_h: ["Add reports", "إضافة تقارير"], drop: ["Drop files here", "أفلت الملفات هنا"], drop_more: ["Saved pages (HTML, MHTML), PDF, Word, tables (CSV, Excel, JSON Lines), e-mail, feeds, WARC and WACZ, exports of Telegram and WhatsApp, plain texts, or a zip of all these: up to 64 MB each. They stay on this machine.", "صفحات محفوظة (HTML وMHTML) وPDF وWord وجداول (CSV وExcel وJSON Lines) ورسائل بريد وخلاصات وملفات WARC وWACZ وصادرات تيليغرام وواتساب ونصوص، أو ملف zip يجمعها: حتى 64 ميغابايت لكل ملف. تبقى على هذا الجهاز."], choose_files: ["Choose files", "اختر ملفات"], paste_h: ["Paste a report", "ألصق تقريراً"], text: ["Text", "النص"], title_f: ["Title", "العنوان"], published_f: ["Published on", "تاريخ النشر"], link_f: ["Link", "الرابط"], link_note: ["Kept with the report; nothing is fetched from it.", "يُحفظ مع التقرير؛ لا يُجلب منه شيء."], add_text: ["Read and add", "اقرأ وأضف"], jobs_h: ["What was added", "ما أُضيف"], job_waiting: ["waiting", "ينتظر"], job_reading: ["reading", "يُقرأ"], job_done: ["done", "تم"], job_failed: ["failed", "فشل"], job_cancelled: ["stopped", "أُوقف"], stop: ["Stop", "أوقف"], stop_of: ["Stop reading", "أوقف قراءة"], passed_h: ["Passed over, and why", "ما تُجووز ولماذا"], columns_h: ["Columns taken", "الأعمدة المأخوذة"],
  links_h: ["Fetch from the web", "اجلب من الشبكة"], links_f: ["Links, one a line", "روابط، رابط في كل سطر"], links_note: ["Pages, files, feeds and sitemaps. This machine asks those sites, and they see that it does; addresses of inner networks are not asked.", "صفحات وملفات وخلاصات وخرائط مواقع. يتصل هذا الجهاز بتلك المواقع وهي ترى ذلك؛ ولا يُتصل بعناوين الشبكات الداخلية."], follow_f: ["Of a feed, at most", "من كل خلاصة، على الأكثر"], pages_n: ["pages", "صفحات"], add_links: ["Fetch and add", "اجلب وأضف"], links_none: ["None of these is a link: http:// or https:// …", "ليس بينها رابط: http:// أو https:// …"], more_added: ["and more", "وغيرها"], too_large: ["is larger than 64 MB and was not sent. Split it, or use marsad add.", "أكبر من 64 ميغابايت ولم يُرسل. قسّمه أو استخدم marsad add."], added_n: ["added", "أُضيف"], known_n: ["there before", "موجود من قبل"], left_out: ["left out", "تُرك"], skipped_h: ["Left out, and why", "ما تُرك ولماذا"], no_jobs: ["Nothing was added since Marsad started.", "لم يُضف شيء منذ بدء مرصد."], claims_refused: ["claims its report does not support", "إفادات لا يسندها تقريرها"], not_adder: ["Adding is for reviewers. Ask an admin for the role.", "الإضافة للمراجعين. اطلب الصلاحية من المشرف."],
  au_add: ["added", "أضاف"], au_fetch: ["fetched", "جلب"], au_cancel: ["stopped adding", "أوقف الإضافة"], au_login: ["logged in", "دخل"], au_logout: ["logged out", "خرج"], au_wrong_password: ["wrong password", "كلمة مرور خاطئة"], au_accept: ["accepted", "قبل"], au_reject: ["rejected", "رفض"], au_set: ["corrected", "صحح"], au_merge: ["merged", "دمج"], au_split: ["split off", "فصل"], au_undo: ["took back", "تراجع"],
  ab_name: ["file", "الملف"], ab_bytes: ["bytes", "بايت"], ab_links: ["links", "الروابط"], ab_job: ["job", "المهمة"], ab_decision: ["decision", "القرار"],
  audit_empty: ["Nothing has been done here yet.", "لم يُفعل شيء هنا بعد."],
  audit_h: ["Who did what", "من فعل ماذا"], at: ["When", "متى"], from_where: ["From", "من"], about: ["About", "عن"],
  archive_is: ["The archive holds", "في الأرشيف"], first_visit: ["The archive is empty. Add reports to begin.", "الأرشيف فارغ. أضف تقارير لتبدأ."], dataset: ["Data version", "نسخة البيانات"], published_mode: ["Published edition: reviewed events alone, places coarse, private persons unnamed.", "نسخة منشورة: أحداث مراجعة فقط، أماكن تقريبية، وأفراد بلا أسماء."], not_found: ["There is no such page.", "لا توجد صفحة كهذه."], leads_to: ["This id now leads to", "يقود هذا المعرّف الآن إلى"], place_table: ["Places", "الأماكن"], least: ["at least", "على الأقل"], selected: ["selected", "محدد"], close: ["Close", "إغلاق"], score: ["score", "الدرجة"], chosen: ["chosen", "المختار"], km: ["km", "كم"], details: ["Details", "تفاصيل"], conflicts_h: ["Newer readings against decisions", "قراءات أحدث تخالف قرارات"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;
export const WORD_KEYS: Readonly<Record<string, unknown>> = WORDS;

function first(): Lang {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "ar" || asked === "en") return asked;
  const kept = read("lang");
  if (kept === "ar" || kept === "en") return kept;
  return navigator.language?.startsWith("ar") ? "ar" : "en";
}

function read(name: string): string | null {
  try { return localStorage.getItem(`marsad.${name}`); } catch { return null; }
}

export const settings: { lang: Lang; digits: Digits } = {
  lang: first(),
  digits: read("digits") === "arabic" ? "arabic" : "western",
};

const listeners = new Set<() => void>();

export function choose(more: Partial<typeof settings>): void {
  Object.assign(settings, more);
  try {
    localStorage.setItem("marsad.lang", settings.lang);
    localStorage.setItem("marsad.digits", settings.digits);
  } catch { /* private windows keep nothing: the choice holds for this page */ }
  dress();
  for (const each of listeners) each();
}

export function dress(): void {
  document.documentElement.lang = settings.lang;
  document.documentElement.dir = settings.lang === "ar" ? "rtl" : "ltr";
}

export function useSettings(): typeof settings {
  const [, again] = useState(0);
  useEffect(() => {
    const on = () => again((n) => n + 1);
    listeners.add(on);
    return () => void listeners.delete(on);
  }, []);
  return settings;
}

export function t(word: Word): string {
  return WORDS[word][settings.lang === "ar" ? 1 : 0];
}

/** The word for a value of the data, or the value itself where there is none. */
export function said(prefix: string, value: string): string {
  const key = (prefix + value) as Word;
  return key in WORDS ? t(key) : value;
}
