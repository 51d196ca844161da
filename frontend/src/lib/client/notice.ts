import { http, type List } from './http';
import { within } from './project';

export const noticeKinds = ['offered', 'given', 'reminder', 'overdue', 'returned', 'approved', 'rejected', 'digest', 'taken', 'applied', 'visitDue', 'alert'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeStates = ['queued', 'sent', 'failed', 'off'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** One message to one person, as a list shows it. */
export interface Notice {
  id: string;
  person: string;
  name: string;
  kind: NoticeKind;
  subject?: string;
  state: NoticeState;
  attempts: number;
  createdAt: string;
  /** When it is to be sent, or tried again. */
  dueAt: string;
  sentAt?: string;
  /** Why it failed or was off: noServer, optedOut, demo, gone, refused, tries. */
  error?: string;
  /** Devices reached by push. */
  pushed?: number;
  subjectLine: string;
}

export interface NoticeDetail extends Notice {
  language: string;
  text: string;
  html: string;
  page?: string;
  /** What the mail server said. */
  detail?: string;
  attachments: { name: string; type: string; content: string }[];
}

export interface NoticeList extends List<Notice> {
  mail: { configured: boolean; from?: string };
}

/** What notices of a kind look like, with invented content. */
export interface NoticePreview {
  kind: NoticeKind;
  language: string;
  subjectLine: string;
  text: string;
  html: string;
  brief: string;
}

export const notices = {
  /** Newest first. */
  list: (project: string, filter: { state?: string | null; kind?: string | null }, after?: string, signal?: AbortSignal) =>
    http.get<NoticeList>(within(project, '/notices'), { search: { ...filter, limit: 100, after }, signal }),
  read: (project: string, id: string, signal?: AbortSignal) => http.get<NoticeDetail>(within(project, `/notices/${encodeURIComponent(id)}`), { signal }),
  preview: (project: string, kind: NoticeKind, language: string, signal?: AbortSignal) =>
    http.get<NoticePreview>(within(project, '/notices/preview'), { search: { kind, language }, signal }),
  /** Sends one again that failed or was off; Problem conflict notice.sent otherwise. */
  retry: (project: string, id: string) => http.post<NoticeDetail>(within(project, `/notices/${encodeURIComponent(id)}/retry`))
};
