// The answers of the API, as far as the app reads them. /api/v1/openapi.json is their full description.

export type Status = "occurred" | "ongoing" | "attempted" | "planned" | "denied" | "uncertain" | "ended";
export type ReviewState = "unreviewed" | "partly" | "reviewed";
export type Shape = "point" | "area" | "line" | "none";

export interface Page<T> { dataset: string; total: number; items: T[]; next: string | null; as_of: string | null }

export interface Named { name: string; id?: string; name_en?: string }

export interface Spot {
  name: string; name_en?: string; shape: Shape; kind?: string; id?: string; lat?: number; lon?: number; radius?: number;
  precision?: number; country?: string; admin1?: string; within?: string; line?: [number, number][];
}

export interface Brief {
  id: string; kind: string; status: Status; assessment: string; review: ReviewState; reports: number;
  origins: number; start?: string; end?: string; precision?: string; basis?: string; places?: Spot[];
  initiators?: Named[]; targets?: Named[]; tolls?: Record<string, [number, number | null]>;
  disagreement?: string[]; title?: string;
}

export interface Marks {
  dataset: string; total: number; kinds: string[]; statuses: string[];
  places: { name: string; name_en?: string; shape: Shape; lat?: number; lon?: number; radius?: number; line?: [number, number][] }[];
  id: string[]; kind: number[]; status: number[]; start: (number | null)[]; end: (number | null)[];
  place: number[]; flags: number[];
}

export interface Span { start: number; end: number; quote: string; in?: "text" | "title" }
export interface Participant {
  text: string; name: string; id?: string; name_en?: string; country?: string; aliases?: string[];
  loaded?: string; spans?: Span[];
}
export interface Location {
  text: string; name: string; kind?: string; id?: string; lat?: number; lon?: number; radius?: number;
  precision?: number; country?: string; admin1?: string; admin2?: string; confidence?: number; spans?: Span[];
}
export interface When { start?: string; end?: string; precision?: string; quote?: string; anchor?: string; span?: Span }
export interface Toll { min: number; max: number | null; quote?: string }

export interface Claim {
  id: string; kind: string; status: Status; evidence: Span[]; trigger?: Span; initiators?: Participant[];
  targets?: Participant[]; third_parties?: Participant[]; places?: Location[]; when?: When;
  attributed_to?: Participant[]; attribution?: { source: Participant; verb?: string; span?: Span }[];
  killed?: Toll; injured?: Toll; captured?: Toll; missing?: Toll; displaced?: Toll; means?: string[];
  content?: Span; rule?: string; confidence?: number; coder?: string;
}

export interface Report {
  id: string; text: string; title?: string; published?: string; outlet?: string; url?: string;
}

export interface Actor { name: string; id?: string; name_en?: string; support?: number; claims?: string[]; aliases?: string[] }
export interface Site extends Location { support?: number; claims?: string[] }
export interface Cited { value: string; origins?: string[]; reports?: number; claims?: string[] }
export interface Figure { min: number; max: number | null; origins?: string[]; reports?: number; first?: string; last?: string; claims?: string[] }
export interface TollRange { min: number; max: number | null; figures?: Figure[] }
export interface Origin { name: string; how: "cited" | "copied" | "own"; id?: string; documents?: string[]; claims?: string[] }
export interface EventDate { start: string; end: string; precision: string; basis?: string; told?: { start: string; end: string; support?: number; claims?: string[] }[] }

export interface FullEvent {
  id: string; kind: string; status: Status; assessment: string; documents: string[]; claims: string[];
  reports: number; independent_origins: number; origins?: Origin[]; kinds?: Cited[]; statuses?: Cited[];
  when?: EventDate; places?: Site[]; initiators?: Actor[]; targets?: Actor[]; third_parties?: Actor[];
  killed?: TollRange; injured?: TollRange; captured?: TollRange; missing?: TollRange; displaced?: TollRange;
  means?: string[]; disagreement?: string[]; recalled_in?: string[]; title?: string;
  settled?: { field: string; decision: string; who: string; at: string; why: string }[];
}

export interface ToldView { claim: Claim; document: Report; corrected?: Claim; verdict?: "accepted" | "rejected"; withheld?: boolean }
export interface Decision {
  id: string; at: string; who: string; what: string; why: string; claims?: string[]; others?: string[];
  field?: string; value?: unknown; before?: unknown; of?: string;
}
export interface EventView {
  dataset: string; event: FullEvent; review: ReviewState; spots: Spot[]; claims: ToldView[];
  decisions?: Decision[]; changes?: { run: number; what: string; why?: string }[]; asked?: string;
}
export interface Pair { a: string; b: string; score: number; parts?: Record<string, number>; barred?: string; by_hand?: string }
export interface Explanation {
  dataset: string;
  explained: { held?: Pair[]; pairs?: Pair[]; apart?: { event: string; why: string; pair: Pair; strength?: number }[] };
  others: Brief[];
}
export interface Candidate {
  id: string; name_ar: string; name_en: string; kind: string; country: string; lat: number; lon: number;
  score: number; chosen?: boolean; admin1?: string; radius?: number; reasons?: string[];
}
export interface Placings { items: { spot: Spot; candidates: Candidate[] }[] }

export interface ReportBrief {
  id: string; title?: string; begins?: string; published?: string; outlet?: string; url?: string; claims?: number; events?: string[];
  note?: string; run?: number;
}
export interface Found extends ReportBrief { quote?: string; spans?: [number, number][] }
export interface ReportView {
  dataset: string; report: Report; dated?: string; note?: string; run: number;
  claims: { claim: Claim; event?: string; verdict?: "accepted" | "rejected"; read?: Claim }[];
}

export interface ActorBrief {
  key: string; name: string; events: number; name_en?: string; country?: string; registered?: boolean;
  as_initiator?: number; as_target?: number;
}
export interface ActorView {
  actor: ActorBrief; aliases?: { name: string; uses?: number; tone?: string; known?: boolean }[];
  kin?: { relation: string; key: string; name: string; name_en?: string; since?: string; until?: string; source?: string; inward?: boolean }[];
  kinds?: Record<string, number>; kind?: string; source?: string;
}

export interface Waiting {
  claim: Claim; document: Report; event: string; value: number; because: string[]; corrected?: Claim; siblings?: number;
}
export interface Standing {
  claims: number; accepted: number; rejected: number; corrected: number; reviewers: Record<string, number>;
  agreement: { one: string; other: string; both: number; same: number; kappa?: number; differ?: string[] }[];
  conflicts: { decision: string; claim: string; run: number; what: string }[];
}
export interface Job {
  id: string; name: string; who: string; of: "file" | "links"; state: "waiting" | "reading" | "done" | "failed" | "cancelled"; started: string;
  size: number; done: number; reports: number; claims: number; known: number; rejected: number; left_out: number;
  skipped: { where: string; why: string; code?: string; mend?: string }[]; added: { id: string; label: string }[];
  passed: { why: string; count: number; where: string[] }[]; columns: string[]; problem: string | null;
}
export interface Here { login: boolean; publish: boolean; version: string; name?: string; role?: string; token?: string }
export interface KindWord { id: string; family: string; ar: string; en: string; definition: string; definition_ar: string; symmetric: boolean }
export interface Vocabulary { kinds: KindWord[]; claim_fields: string[]; event_fields: string[]; tiles: boolean }
export interface Holdings {
  dataset: string; reports: number; claims: number; events: number; reviewed: number; contested: number;
  first?: string; last?: string; published_first?: string; published_last?: string;
}

export interface Party { key: string; name: string; name_en?: string; told?: string[] }
export interface PictureSpot { key: string; name: string; name_en?: string; lat?: number; lon?: number; radius?: number; area?: boolean }
export interface DayTold { start: string; end: string; origins?: string[]; claims?: string[] }
export interface Step { what: string; origin: string; reported?: string; start?: string; end?: string; claim?: string; because?: string }
export interface Situation {
  id: string; kind: string; state: string; outcome?: string; doers?: Party[]; undergoers?: Party[];
  third_parties?: Party[]; places?: PictureSpot[]; opened?: DayTold[]; ended?: DayTold[]; affirmed?: string;
  heard?: string; silent?: number; contested?: string[]; asks?: string; content?: string; front?: string;
  steps?: Step[]; claims?: string[]; events?: string[]; origins?: string[]; reports?: number;
}
export interface Front {
  id: string; form?: "front" | "strikes"; places: PictureSpot[]; sides: [Party[], Party[]]; trend: string; window: number; recent: number;
  before: number; undated: number; events: string[]; kinds: Record<string, number>; first?: string; last?: string;
  killed?: [number, number | null]; injured?: [number, number | null]; situations?: string[]; origins?: string[];
  reports?: number; lat?: number;
}
export interface Relation {
  source: Party; kind: string; target: Party; sign: number; basis: "reported" | "worded" | "registry";
  events?: string[]; claims?: string[]; origins?: string[]; reports?: number; first?: string; last?: string;
  quote?: string; read_in?: string;
}
export interface Picture {
  as_of: string | null; day: string | null; reports: number; claims: number; events: number; unknown_day: number;
  sources: string[]; fronts: Front[]; situations: Situation[]; relations: Relation[]; loose?: string[];
}
export interface Change {
  of: "situation" | "front" | "relation"; what: string; ref: string; kind: string; day?: string; reported?: string;
  before?: string; after?: string; claims?: string[]; origins?: string[];
}
export interface ActorStanding {
  actor: Party; as_of: string | null; since: string | null; parts: Party[]; fights: Relation[]; besieges: Relation[];
  besieged_by: Relation[]; mediated_by: Relation[]; mediates: Relation[]; talks_with: Relation[]; demands: Relation[];
  backers: Relation[]; backs: Relation[]; against_in_words: Relation[]; worded: Relation[]; registry: Relation[];
  came?: Relation[]; went?: Relation[];
}

export interface BriefNote { claim: string; quote: string; report: { id: string; outlet?: string; published?: string; url?: string; title?: string } }
export interface BriefPage {
  language: "ar" | "en"; title: string; lines: string[]; notes_title: string; notes: BriefNote[]; figures_title: string;
  sections: { title: string; items: { text: string; notes: number[]; lead: string }[]; table: { head: string[]; rows: string[][] } | null; picture: string | null }[];
  figures: { value: string; command: string }[]; close: string; unpublished: string;
}
