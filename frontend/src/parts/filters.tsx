// One set of filters for all views, kept in the address.
import { useEffect, useRef, useState } from "preact/hooks";
import { session } from "../api";
import { kind, number } from "../format";
import { FILTERS, set, usePlace } from "../state";
import { said, t, type Word } from "../words";

const STATUSES = ["occurred", "ongoing", "attempted", "planned", "denied", "uncertain", "ended"];
const SUPPORT = ["Weak: single source claim", "Fair", "Confirmed", "Contested"];

export function Filters() {
  const { query } = usePlace();
  const active = FILTERS.filter((name) => query.getAll(name).some(Boolean));
  const [open, setOpen] = useState(() => !matchMedia("(max-width: 700px)").matches);
  if (!open) return <button type="button" class="filters-open" aria-expanded="false" onClick={() => setOpen(true)}>{t("filters")}{active.length > 0 && ` · ${number(active.length)}`}</button>;
  return (
    <form class="filters" aria-label={t("filters")} onSubmit={(e) => e.preventDefault()}>
      <Day name="from" label={t("from")} />
      <Day name="to" label={t("to")} />
      <Kinds />
      <Choice name="status" label={t("status")} options={STATUSES.map((s) => [s, said("s_", s)])} />
      <Words name="actor" label={t("actor_f")} hint={t("actor_hint")} />
      <Words name="place" label={t("place_f")} hint={t("place_hint")} />
      <Choice name="min_precision" label={t("precision")} options={["1", "2", "3", "4", "5", "6"].map((p) => [p, t(`prec_${p}` as Word)])} />
      <Choice name="assessment" label={t("assessment")} options={SUPPORT.map((s) => [s, said("a_", s)])} />
      <Choice name="review" label={t("review_f")} options={["unreviewed", "partly", "reviewed"].map((s) => [s, said("r_", s)])} />
      <Day name="as_of" label={t("as_of")} />
      {active.length > 0 && (
        <button type="button" class="clear" onClick={() => set(Object.fromEntries(active.map((name) => [name, null])))}>{t("clear")}</button>
      )}
    </form>
  );
}

function Day({ name, label }: { name: string; label: string }) {
  const { query } = usePlace();
  const value = query.get(name) ?? "";
  return (
    <label class={value ? "on" : ""}><span>{label}</span>
      <input type="date" value={value} max="2999-12-31" onChange={(e) => {
        const given = e.currentTarget.value;
        if (!given || /^[12]\d{3}-/.test(given)) set({ [name]: given || null });
      }} />
    </label>
  );
}

function Choice({ name, label, options }: { name: string; label: string; options: [string, string][] }) {
  const { query } = usePlace();
  const value = query.get(name) ?? "";
  return (
    <label class={value ? "on" : ""}><span>{label}</span>
      <select value={value} onChange={(e) => set({ [name]: e.currentTarget.value || null })}>
        <option value="">{t("any")}</option>
        {options.map(([id, word]) => <option key={id} value={id}>{word}</option>)}
      </select>
    </label>
  );
}

function Words({ name, label, hint }: { name: string; label: string; hint: string }) {
  const { query } = usePlace();
  const given = query.get(name) ?? "";
  const [value, setValue] = useState(given);
  useEffect(() => setValue(given), [given]);
  const take = () => set({ [name]: value.trim() || null });
  return (
    <label class={given ? "on" : ""}><span>{label}</span>
      <input type="search" dir="auto" value={value} placeholder={hint} maxLength={200}
        onInput={(e) => setValue(e.currentTarget.value)} onChange={take}
        onKeyDown={(e) => { if (e.key === "Enter") take(); }} />
    </label>
  );
}

function Kinds() {
  const { query } = usePlace();
  const chosen = query.getAll("kind");
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const shut = (e: Event) => { if (box.current?.open && !box.current.contains(e.target as Node)) box.current.open = false; };
    document.addEventListener("pointerdown", shut);
    return () => document.removeEventListener("pointerdown", shut);
  }, []);
  const families = [...new Set(session.words.kinds.map((k) => k.family))];
  const turn = (id: string, on: boolean) => set({ kind: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  const summary = chosen.length === 0 ? t("any") : chosen.map((id) => (families.includes(id) ? said("f_", id) : kind(id))).join(", ");
  return (
    <div class={`field${chosen.length ? " on" : ""}`}><span id="kinds-label">{t("kind")}</span>
      <details class="kinds" ref={box} onKeyDown={(e) => { if (e.key === "Escape" && box.current) { box.current.open = false; box.current.querySelector("summary")?.focus(); } }}>
        <summary aria-labelledby="kinds-label kinds-chosen"><span id="kinds-chosen">{summary}</span></summary>
        <div class="kinds-list" role="group" aria-labelledby="kinds-label">
          {families.map((family) => (
            <fieldset key={family}>
              <legend><label><input type="checkbox" checked={chosen.includes(family)} onChange={(e) => turn(family, e.currentTarget.checked)} />
                <span class={`dot f-${family}`} aria-hidden="true" />{said("f_", family)}</label></legend>
              {session.words.kinds.filter((k) => k.family === family).map((k) => (
                <label key={k.id} title={k.definition}><input type="checkbox" checked={chosen.includes(k.id)} onChange={(e) => turn(k.id, e.currentTarget.checked)} />{kind(k.id)}</label>
              ))}
            </fieldset>
          ))}
        </div>
      </details>
    </div>
  );
}
