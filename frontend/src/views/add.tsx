// Adding reports: files dropped, a text pasted, links; what became of them, and what was left out and why.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask, send, session, type Trouble } from "../api";
import { count, digits, moment, number } from "../format";
import { gist } from "../machine";
import { Failed, Section } from "../parts/common";
import { to } from "../state";
import type { Job } from "../types";
import { settings, t, type Word } from "../words";

const MOST = 64_000_000;

export function Add() {
  const [jobs, setJobs] = useState<Job[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const busy = jobs.some(busyJob);
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
  const files = async (list: FileList | null) => {
    const large: string[] = [];
    for (const one of [...(list ?? [])]) if (one.size > MOST) large.push(one.name); else await put(one.name, one);
    if (large.length) setTrouble({ status: 413, detail: `${large.join(settings.lang === "ar" ? "، " : ", ")} ${t("too_large")}` });
  };
  const fetchLinks = async (text: string, follow: number) => {
    const links = text.split(/\s+/).filter(Boolean);
    setTrouble(null);
    try {
      await send<Job>("links", { links, follow });
      await look();
      return true;
    } catch (error) {
      setTrouble(error instanceof ApiError ? error.trouble : { status: 0, detail: String(error) });
      return false;
    }
  };
  const stop = async (job: Job) => { await send<Job>(`jobs/${job.id}/cancel`, {}).catch(() => undefined); await look(); };
  return (
    <div class="narrow">
      <h1>{t("add_h")}</h1>
      <div class={`drop${over ? " over" : ""}`} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(e) => { e.preventDefault(); setOver(false); void files(e.dataTransfer?.files ?? null); }}>
        <p><strong>{t("drop")}</strong></p><p class="hint">{t("drop_more")}</p>
        <button type="button" onClick={() => file.current?.click()}>{t("choose_files")}</button>
        <input ref={file} type="file" multiple hidden aria-label={t("choose_files")} onChange={(e) => { const input = e.currentTarget; void files(input.files).then(() => { input.value = ""; }); }} />
      </div>
      <Section title={t("links_h")}>
        <form class="paste" onSubmit={(e) => {
          e.preventDefault();
          const form = e.currentTarget, given = new FormData(form);
          void fetchLinks(String(given.get("links")), Number(given.get("follow"))).then((went) => { if (went) form.reset(); });
        }}>
          <label class="wide"><span>{t("links_f")}</span><textarea name="links" class="links" dir="ltr" rows={3} required spellcheck={false} placeholder="https://" aria-describedby="links-note" /><small id="links-note" class="hint">{t("links_note")}</small></label>
          <label class="follow"><span>{t("follow_f")}</span><input name="follow" type="number" min={0} max={200} defaultValue="20" /> <small>{t("pages_n")}</small></label>
          <button type="submit" class="primary">{t("add_links")}</button>
        </form>
      </Section>
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
            <p><strong><bdi>{job.name}</bdi></strong> <span class={`badge j-${job.state}`}>{t(`job_${job.state}` as Word)}</span> <small>{moment(job.started)} · <bdi>{job.who}</bdi></small>
              {busyJob(job) && <button type="button" class="stop" aria-label={`${t("stop_of")} ${job.name}`} onClick={() => void stop(job)}>{t("stop")}</button>}</p>
            {busyJob(job) && <progress max={job.size || 1} value={job.done || undefined} aria-label={job.name} />}
            <p>{count(job.reports, "report")} {t("added_n")} · {count(job.claims, "claim")}{job.known > 0 && ` · ${number(job.known)} ${t("known_n")}`}{job.left_out > 0 && <> · <b class="warn">{number(job.left_out)} {t("left_out")}</b></>}{job.rejected > 0 && ` · ${number(job.rejected)} ${t("claims_refused")}`}</p>
            {job.problem && <p class="warn" dir="auto">{job.problem}</p>}
            {job.skipped.length > 0 && <details open><summary>{t("skipped_h")}</summary><ul class="skipped">{job.skipped.slice(0, 100).map((s, n) => <li key={n}><code dir="ltr">{digits(s.where)}</code> {gist(s.code) && <b>{gist(s.code)} </b>}<bdi lang="en">{s.why} {s.mend}</bdi></li>)}</ul></details>}
            {job.passed.length > 0 && <details><summary>{t("passed_h")} · {number(job.passed.reduce((sum, one) => sum + one.count, 0))}</summary><ul class="skipped">{job.passed.map((one) => <li key={one.why}><b>{number(one.count)}</b> × <bdi lang="en">{one.why}</bdi>: {one.where.map((where, n) => <span key={n}>{n > 0 && (settings.lang === "ar" ? "، " : ", ")}<code dir="ltr">{where}</code></span>)}{one.count > one.where.length && " …"}</li>)}</ul></details>}
            {job.columns.map((one) => <p key={one} class="hint">{t("columns_h")}: <bdi>{one}</bdi></p>)}
            {job.added.length > 0 && <p class="added">{job.added.slice(0, 8).map((one) => <a key={one.id} href={to(`/reports/${encodeURIComponent(one.id)}`, {}, false)}><bdi>{one.label}</bdi></a>)}{job.reports > Math.min(8, job.added.length) && <a href={to("/reports", {}, false)}>{t("more_added")}</a>}</p>}
          </li>
        ))}</ul>
      </Section>
    </div>
  );
}

function busyJob(job: Job): boolean {
  return job.state === "waiting" || job.state === "reading";
}
