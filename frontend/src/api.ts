// Asking the API, and saying plainly when it does not answer.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Here, Vocabulary } from "./types";

export interface Trouble { status: number; detail: string; mend?: string; code?: string }

export class ApiError extends Error {
  constructor(public trouble: Trouble) { super(trouble.detail); }
}

export const session: { here: Here; words: Vocabulary } = {
  here: { login: false, publish: false, version: "" },
  words: { kinds: [], claim_fields: [], event_fields: [], tiles: false },
};

const listeners = new Set<() => void>();
export function onSession(run: () => void): () => void {
  listeners.add(run);
  return () => void listeners.delete(run);
}

export async function enter(): Promise<void> {
  session.here = await ask<Here>("session");
  if (session.here.role) session.words = await ask<Vocabulary>("vocabulary");
  for (const each of listeners) each();
}

export async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/${path}`, { credentials: "same-origin", ...options });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new ApiError({ status: 0, detail: "unreachable" });
  }
  if (!answer.ok) {
    let trouble: Trouble = { status: answer.status, detail: answer.statusText };
    try { trouble = { ...trouble, ...(await answer.json()) }; } catch { /* no problem detail: keep the status */ }
    if (answer.status === 401 && session.here.role && path !== "session") void enter();
    throw new ApiError(trouble);
  }
  return (await answer.json()) as T;
}

export function send<T>(path: string, body: unknown, method = "POST"): Promise<T> {
  const raw = body instanceof Blob || body instanceof ArrayBuffer;
  return ask<T>(path, {
    method,
    headers: { "X-Marsad-Token": session.here.token ?? "", "Content-Type": raw ? "application/octet-stream" : "application/json" },
    body: method === "DELETE" ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
  });
}

// Answers of this visit, so that going back shows at once what was there.
const kept = new Map<string, unknown>();

export interface Asked<T> { data: T | undefined; trouble: Trouble | undefined; loading: boolean; again: () => void }

/** The answer to a question; what was known before stays until the new answer is there. */
export function useAsk<T>(path: string | null): Asked<T> {
  const [state, setState] = useState<{ path: string | null; data?: T; trouble?: Trouble }>(() => ({
    path, data: path ? (kept.get(path) as T | undefined) : undefined,
  }));
  const [turn, setTurn] = useState(0);
  const last = useRef<T | undefined>(state.data);
  useEffect(() => {
    if (path === null) { setState({ path }); return; }
    const stop = new AbortController();
    ask<T>(path, { signal: stop.signal }).then(
      (data) => {
        kept.delete(path);
        kept.set(path, data);
        if (kept.size > 40) kept.delete(kept.keys().next().value as string);
        last.current = data;
        setState({ path, data });
      },
      (error) => {
        if ((error as Error).name === "AbortError") return;
        setState({ path, trouble: error instanceof ApiError ? error.trouble : { status: 0, detail: String(error) } });
      },
    );
    return () => stop.abort();
  }, [path, turn]);
  const current = state.path === path;
  const data = current ? state.data : ((path ? (kept.get(path) as T | undefined) : undefined) ?? last.current);
  return { data, trouble: current ? state.trouble : undefined, loading: !current && path !== null || (current && !state.data && !state.trouble && path !== null), again: () => setTurn((n) => n + 1) };
}
