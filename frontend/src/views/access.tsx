// Logging in, and the log of who did what.
import { useState } from "preact/hooks";
import { ApiError, enter, send, session, useAsk, type Trouble } from "../api";
import { digits, moment, number } from "../format";
import { Failed, Loading } from "../parts/common";
import type { Page } from "../types";
import { said, t } from "../words";

export function Login() {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <main class="login" id="main">
      <h1>{t("app")}</h1><p>{t("tagline")}</p>
      <form onSubmit={async (e) => {
        e.preventDefault();
        const given = new FormData(e.currentTarget);
        setBusy(true);
        try {
          await send("session", { name: String(given.get("name")), password: String(given.get("password")) });
          await enter();
        } catch (error) { setTrouble(error instanceof ApiError ? error.trouble : null); }
        setBusy(false);
      }}>
        <label><span>{t("name")}</span><input name="name" autoComplete="username" required autoFocus /></label>
        <label><span>{t("password")}</span><input name="password" type="password" autoComplete="current-password" required /></label>
        <button class="primary" type="submit" disabled={busy}>{t("login")}</button>
      </form>
      {trouble && <Failed trouble={trouble} />}
    </main>
  );
}

export async function logout(): Promise<void> {
  await send("session", null, "DELETE");
  await enter();
}

interface Entry { n: number; at: string; who: string; address: string; what: string; about: Record<string, unknown> }

export function Audit() {
  const found = useAsk<Page<Entry>>(session.here.role === "admin" ? "audit?limit=200" : null);
  return (
    <div class="narrow"><h1>{t("audit_h")}</h1>
      {found.trouble && <Failed trouble={found.trouble} again={found.again} />}
      {!found.data && !found.trouble && <Loading />}
      {found.data && found.data.items.length === 0 && <p class="notice">{t("audit_empty")}</p>}
      {found.data && found.data.items.length > 0 && <div class="scroll" tabIndex={0} role="region" aria-label={t("audit_h")}><table><thead><tr><th scope="col">{t("at")}</th><th scope="col">{t("who")}</th><th scope="col">{t("what")}</th><th scope="col">{t("about")}</th><th scope="col">{t("from_where")}</th></tr></thead>
        <tbody>{found.data.items.map((e) => <tr key={e.n}><td>{moment(e.at)}</td><td><bdi>{e.who}</bdi></td><td>{said("au_", e.what.replace(/ /g, "_"))}</td><td dir="auto"><small>{Object.entries(e.about).map(([k, v], n) => <span key={k}>{n > 0 && " · "}{said("ab_", k)} <bdi>{typeof v === "number" ? number(v) : [v].flat().join(", ")}</bdi></span>)}</small></td><td dir="ltr"><small>{digits(e.address)}</small></td></tr>)}</tbody></table></div>}
    </div>
  );
}
