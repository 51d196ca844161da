import { http, type List } from './http';
import { within } from './project';
import type { Grant, Person, Role } from './token';

/** What an invitation's bearer may know before joining. */
export interface OpenInvitation {
  project: { id: string; title: string };
  role: Role;
  email?: string;
  name?: string;
  expiresAt: string;
}

export interface Joining {
  name: string;
  email: string;
  password: string;
  language: string;
}

/** An invitation as the project's lead sees it. */
export interface Invitation {
  id: string;
  role: Role;
  email?: string;
  name?: string;
  expiresAt: string;
  acceptedAt?: string;
  createdAt: string;
}

const at = (token: string) => `/invitations/${encodeURIComponent(token)}`;

export const invitations = {
  /** Codes: invitation.unknown, invitation.expired, invitation.used. */
  read: (token: string) => http.get<OpenInvitation>(at(token), { anonymous: true }),
  accept: (token: string, joining: Joining) => http.post<Grant>(`${at(token)}/acceptance`, joining, { anonymous: true }),
  /** One page, newest first; accepted ones too. */
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<Invitation>>(within(project, '/invitations'), { search: { limit: 200, after }, signal }),
  /** Gives the address to hand over; it cannot be shown again later. */
  create: (project: string, invitation: { role: Role; email?: string; name?: string }) =>
    http.post<{ invitation: Invitation; url: string; token: string }>(within(project, '/invitations'), invitation),
  withdraw: (project: string, id: string) => http.delete<void>(within(project, `/invitations/${encodeURIComponent(id)}`))
};

export const people = {
  list: (project: string, signal?: AbortSignal) =>
    http.get<List<Person & { role: Role }>>(within(project, '/people'), { search: { limit: 200 }, signal })
};
