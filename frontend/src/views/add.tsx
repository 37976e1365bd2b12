// Adding reports: files dropped, or a text pasted; what became of them, and what was left out and why.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask, send, session, type Trouble } from "../api";
import { count, digits, moment, number } from "../format";
import { Failed, Section } from "../parts/common";
import { to } from "../state";
import type { Job } from "../types";
import { t, type Word } from "../words";

export function Add() {
  const [jobs, setJobs] = useState<Job[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const busy = jobs.some((job) => job.state === "waiting" || job.state === "reading");
  const look = () => ask<{ items: Job[] }>("jobs").then((found) => setJobs(found.items), () => undefined);
  const allowed = session.here.role === "reviewer" || session.here.role === "admin";
  useEffect(() => { if (allowed) void look(); }, []);
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(look, 400);
    return () => clearInterval(timer);
  }, [busy]);
  if (!allowed) return <div class="narrow"><h1>{t("add_h")}</h1><p class="notice">{t("not_adder")}</p></div>;
  const put = async (name: string, body: Blob, about: Record<string, string> = {}) => {
    setTrouble(null);
    try {
      await send<Job>(`jobs?${new URLSearchParams({ name: name.slice(0, 200), ...about })}`, body);
      await look();
    } catch (error) {
      setTrouble(error instanceof ApiError ? error.trouble : { status: 0, detail: String(error) });
    }
  };
  const files = async (list: FileList | null) => { for (const one of list ?? []) await put(one.name, one); };
  return (
    <div class="narrow">
      <h1>{t("add_h")}</h1>
      <div class={`drop${over ? " over" : ""}`} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(e) => { e.preventDefault(); setOver(false); void files(e.dataTransfer?.files ?? null); }}>
        <p><strong>{t("drop")}</strong></p><p class="hint">{t("drop_more")}</p>
        <button type="button" onClick={() => file.current?.click()}>{t("choose_files")}</button>
        <input ref={file} type="file" multiple hidden aria-label={t("choose_files")} accept=".jsonl,.ndjson,.txt,text/plain" onChange={(e) => { const input = e.currentTarget; void files(input.files).then(() => { input.value = ""; }); }} />
      </div>
      <Section title={t("paste_h")}>
        <form ref={form} class="paste" onSubmit={(e) => {
          e.preventDefault();
          const given = new FormData(e.currentTarget);
          const about: Record<string, string> = {};
          for (const name of ["title", "outlet", "published", "url"]) if (String(given.get(name) ?? "").trim()) about[name] = String(given.get(name)).trim();
          void put("pasted.txt", new Blob([String(given.get("text"))]), about).then(() => form.current?.reset());
        }}>
          <label class="wide"><span>{t("text")}</span><textarea name="text" dir="auto" rows={7} required /></label>
          <label class="wide"><span>{t("title_f")}</span><input name="title" dir="auto" maxLength={500} /></label>
          <label><span>{t("outlet")}</span><input name="outlet" dir="auto" maxLength={200} /></label>
          <label><span>{t("published_f")}</span><input name="published" type="date" /></label>
          <label class="wide"><span>{t("link_f")}</span><input name="url" type="url" dir="ltr" maxLength={2000} aria-describedby="link-note" /><small id="link-note" class="hint">{t("link_note")}</small></label>
          <button type="submit" class="primary">{t("add_text")}</button>
        </form>
      </Section>
      {trouble && <Failed trouble={trouble} />}
      <Section title={t("jobs_h")}>
        {jobs.length === 0 && <p class="notice">{t("no_jobs")}</p>}
        <ul class="jobs" aria-live="polite">{jobs.map((job) => (
          <li key={job.id} data-state={job.state}>
            <p><strong dir="auto">{job.name}</strong> <span class={`badge j-${job.state}`}>{t(`job_${job.state}` as Word)}</span> <small>{moment(job.started)} · <bdi>{job.who}</bdi></small></p>
            {(job.state === "reading" || job.state === "waiting") && <progress max={job.size || 1} value={job.done} aria-label={job.name} />}
            <p>{count(job.reports, "report")} {t("added_n")} · {count(job.claims, "claim")}{job.known > 0 && ` · ${number(job.known)} ${t("known_n")}`}{job.left_out > 0 && <> · <b class="warn">{number(job.left_out)} {t("left_out")}</b></>}{job.rejected > 0 && ` · ${number(job.rejected)} ${t("claims_refused")}`}</p>
            {job.problem && <p class="warn" dir="auto">{job.problem}</p>}
            {job.skipped.length > 0 && <details open><summary>{t("skipped_h")}</summary><ul class="skipped">{job.skipped.slice(0, 100).map((s, n) => <li key={n}><code dir="ltr">{digits(s.where)}</code> <span dir="auto" lang="en">{s.why} {s.mend}</span></li>)}</ul></details>}
            {job.added.length > 0 && <p class="added">{job.added.slice(0, 8).map((id) => <a key={id} href={to(`/reports/${encodeURIComponent(id)}`, {}, false)}><code dir="ltr">{id}</code></a>)}</p>}
          </li>
        ))}</ul>
      </Section>
    </div>
  );
}
