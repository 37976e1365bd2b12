// The frame around every view: where one is, in what language, as whom.
import { useEffect, useState } from "preact/hooks";
import { onSession, session } from "./api";
import { follow, to, usePlace } from "./state";
import { Actors, ActorPage } from "./views/actors";
import { Add } from "./views/add";
import { Audit, Login, logout } from "./views/access";
import { Brief } from "./views/brief";
import { EventPage } from "./views/event";
import { Events } from "./views/events";
import { Now } from "./views/now";
import { Reports, ReportPage } from "./views/reports";
import { Review } from "./views/review";
import { choose, dress, t, useSettings, type Word } from "./words";

const VIEWS: [string, Word][] = [["/", "now"], ["/brief", "brief"], ["/events", "events"], ["/actors", "actors"], ["/reports", "reports"], ["/review", "review"], ["/add", "add"]];

export function App() {
  const place = usePlace();
  const settings = useSettings();
  const [, again] = useState(0);
  useEffect(() => onSession(() => again((n) => n + 1)), []);
  useEffect(() => {
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, []);
  const wanted = place.query.get("lang");
  useEffect(() => {
    if ((wanted === "ar" || wanted === "en") && wanted !== settings.lang) choose({ lang: wanted });
  }, [wanted]);
  dress();
  const [, head = "", ...rest] = place.path.split("/");
  const id = rest.length ? decodeURIComponent(rest.join("/")) : "";
  useEffect(() => {
    const word: Word = head === "" || head === "now" ? "now" : head === "brief" ? "brief" : head === "events" ? (id ? "event" : "events") : head === "actors" ? "actors" : head === "reports" ? (id ? "report" : "reports") : head === "review" ? "review" : head === "add" ? "add" : "app";
    document.title = `${t(word)} · ${t("app")}`;
  }, [head, id, settings.lang]);
  useEffect(() => {
    // On a phone the views are a row that scrolls: the one that is open is to be seen.
    const row = document.querySelector<HTMLElement>(".top nav"), open = row?.querySelector<HTMLElement>("[aria-current]");
    if (row && open && row.scrollWidth > row.clientWidth) row.scrollLeft += open.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - open.clientWidth) / 2;
  }, [head, settings.lang]);
  if (session.here.login && !session.here.role) return <Login key={settings.lang} />;
  const here = session.here;
  const shown = VIEWS.filter(([path]) => !here.publish || path === "/events").filter(([path]) => here.role !== "reader" || !["/review", "/add"].includes(path));
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
      <header class="top">
        <a class="brand" href={to(here.publish ? "/events" : "/")}><img src="/icon.svg" alt="" width="26" height="26" /><b>{t("app")}</b></a>
        <nav aria-label={t("app")}>{shown.map(([path, word]) => {
          const current = path === "/" ? head === "" || head === "now" : head === path.slice(1);
          return <a key={path} href={to(path)} aria-current={current ? "page" : undefined}>{t(word)}</a>;
        })}</nav>
        <div class="top-end">
          <button type="button" class="quiet-button" title={t("switch_digits")} aria-pressed={settings.digits === "arabic"} onClick={() => choose({ digits: settings.digits === "arabic" ? "western" : "arabic" })}>{settings.digits === "arabic" ? "١٢٣" : "123"}</button>
          <button type="button" class="quiet-button" lang={settings.lang === "ar" ? "en" : "ar"} onClick={() => {
            choose({ lang: settings.lang === "ar" ? "en" : "ar" });
            const query = new URLSearchParams(location.search);
            if (query.has("lang")) { query.delete("lang"); history.replaceState(null, "", location.pathname + (query.size ? `?${query}` : "")); dispatchEvent(new PopStateEvent("popstate")); }
          }}>{t("language")}</button>
          {here.role === "admin" && !here.publish && <a class="quiet-button" href={to("/audit", {}, false)}>{t("audit")}</a>}
          {here.login && here.name && <button type="button" class="quiet-button" onClick={() => void logout()}>{t("logout")} · <bdi>{here.name}</bdi></button>}
        </div>
      </header>
      {here.publish && <p class="edition">{t("published_mode")}</p>}
      <main id="main" tabIndex={-1} key={settings.lang + settings.digits}>{view(head, id, here.publish)}</main>
    </>
  );
}

function view(head: string, id: string, publish: boolean) {
  if (head === "events" && id) return <EventPage id={id} key={id} />;
  if (head === "events" || (publish && (head === "" || head === "now"))) return <Events />;
  if (publish) return <p class="notice">{t("not_found")}</p>;
  if (head === "" || head === "now") return <Now />;
  if (head === "brief") return <Brief />;
  if (head === "actors") return id ? <ActorPage id={id} key={id} /> : <Actors />;
  if (head === "reports") return id ? <ReportPage id={id} key={id} /> : <Reports />;
  if (head === "review") return <Review />;
  if (head === "add") return <Add />;
  if (head === "audit") return <Audit />;
  return <p class="notice">{t("not_found")}</p>;
}
