import type { Definition } from '$lib/engine/definition';
import { http } from './http';
import type { ResponseContent } from './response';

/** What a customer's page needs: the same whether inlined in the page or asked for. */
export interface OpenLink {
  link: {
    id: string;
    /** Fixed language; absent: the browser's. */
    language?: string;
    touchpoint?: string;
    location?: string;
  };
  project: { id: string; title: string; timeZone?: string; accent?: string };
  definition: Definition;
}

const path = (token: string) => `/links/${encodeURIComponent(token)}`;

/** Public links; no sign-in. open throws Problem `link.unknown` or `link.closed`, submit kind invalid with fields by question. */
export const links = {
  open: (token: string, signal?: AbortSignal) => http.get<OpenLink>(path(token), { anonymous: true, signal, timeout: 15_000, retries: 1 }),
  submit: (token: string, response: ResponseContent) => http.post<{ id: string }>(`${path(token)}/responses`, response, { anonymous: true })
};
