import type { Project } from '$lib/client/project';
import type { Role } from '$lib/client/token';
import { t } from './messages';
import { router } from './routes';

/** A project with what the signed-in person may do there. */
export interface Membership {
  project: Project;
  role: Role;
}

export interface Entry {
  name: Parameters<typeof router.href>[0];
  label: string;
  href: string;
  /** Names of routes during which this entry is the current one. */
  covers: readonly string[];
  /** Folded away below one heading until one of them is open or asked for. */
  part?: 'analysis';
}

/** The pages of a project in the order of work, as far as the role may see them. */
export function entriesOf(project: string, role: Role): Entry[] {
  const inside = { project };
  const all: (Entry & { roles: readonly Role[] })[] = [
    { name: 'overview', label: t.overview, href: router.href('overview', inside), covers: ['overview'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'touchpoints', label: t.touchpoints, href: router.href('touchpoints', inside), covers: ['touchpoints', 'touchpoint'], roles: ['lead', 'reviewer', 'viewer'] },
    {
      name: 'definitions',
      label: t.definitions,
      href: router.href('definitions', inside),
      covers: ['definitions', 'definitionNew', 'definitionForm', 'definition', 'definitionDraft', 'definitionChanges', 'libraryDefinition'],
      roles: ['lead', 'reviewer', 'viewer']
    },
    { name: 'waves', label: t.waves, href: router.href('waves', inside), covers: ['waves'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'locations', label: t.locations, href: router.href('locations', inside), covers: ['locations', 'locationImport'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'accounts', label: t.accounts, href: router.href('accounts', inside), covers: ['accounts', 'account'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'assignments', label: t.assignments, href: router.href('assignments', inside), covers: ['assignments', 'planning'], roles: ['lead', 'reviewer'] },
    { name: 'review', label: t.review, href: router.href('review', inside), covers: ['review'], roles: ['lead', 'reviewer'] },
    {
      name: 'responses',
      label: t.responses,
      href: router.href('responses', inside),
      covers: ['responses', 'response'],
      roles: ['lead', 'reviewer', 'viewer']
    },
    { name: 'pay', label: t.pay, href: router.href('pay', inside), covers: ['pay'], roles: ['lead', 'reviewer'] },
    {
      name: 'comparison',
      label: t.comparison,
      href: router.href('comparison', inside),
      covers: ['comparison'],
      part: 'analysis',
      roles: ['lead', 'reviewer', 'viewer']
    },
    { name: 'priorities', label: t.priorities, href: router.href('priorities', inside), covers: ['priorities'], part: 'analysis', roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'league', label: t.league, href: router.href('league', inside), covers: ['league'], part: 'analysis', roles: ['lead', 'reviewer', 'viewer'] },
    ...(['gaps', 'benchmark', 'pilot', 'power'] as const).map((name): Entry & { roles: readonly Role[] } => ({
      name,
      label: t[name],
      href: router.href(name, inside),
      covers: [name],
      part: 'analysis',
      roles: ['lead', 'reviewer', 'viewer']
    })),
    { name: 'actions', label: t.actions, href: router.href('actions', inside), covers: ['actions'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'cases', label: t.cases, href: router.href('cases', inside), covers: ['cases', 'case'], roles: ['lead', 'reviewer'] },
    { name: 'report', label: t.report, href: router.href('report', inside), covers: ['report'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'links', label: t.links, href: router.href('links', inside), covers: ['links'], roles: ['lead', 'reviewer', 'viewer'] },
    { name: 'imports', label: t.imports, href: router.href('imports', inside), covers: ['imports', 'importNew', 'import'], roles: ['lead'] },
    { name: 'people', label: t.people, href: router.href('people', inside), covers: ['people'], roles: ['lead'] },
    { name: 'notices', label: t.notices, href: router.href('notices', inside), covers: ['notices'], roles: ['lead'] },
    { name: 'settings', label: t.settings, href: router.href('settings', inside), covers: ['settings'], roles: ['lead'] }
  ];
  return all.filter((entry) => role === 'administrator' || entry.roles.includes(role));
}
