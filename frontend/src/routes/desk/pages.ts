/** The pages of a project by route, each fetched when it is opened first. */
import type { Project } from '$lib/client/project';
import type { Role } from '$lib/client/token';
import type { Component } from 'svelte';
import type { router } from './routes';

/** What a page may need to know. */
export interface Scene {
  project: Project;
  role: Role;
  /** Of the address. */
  parameters: Partial<Record<string, string>>;
  /** What the frame knows of the projects is to be fetched again. */
  reload: () => void;
}

type RouteName = Parameters<typeof router.href>[0];
type Properties = Record<string, unknown>;

export interface DeskPage {
  load: () => Promise<{ default: Component<Properties> }>;
  /** What the page is given. A page with a key is made anew when the key changes. */
  properties: (scene: Scene) => Properties;
  key: (scene: Scene) => unknown;
}

function page<Own extends object>(
  load: () => Promise<{ default: Component<Own> }>,
  properties: (scene: Scene) => Own,
  key: (scene: Scene) => unknown = () => undefined
): DeskPage {
  return { load: load as unknown as DeskPage['load'], properties: properties as unknown as DeskPage['properties'], key };
}

const alone = ({ project }: Scene) => ({ project });
const withRole = ({ project, role }: Scene) => ({ project, role });
const of = (name: string) => ({ parameters }: Scene) => parameters[name] ?? '';

export const pages: Partial<Record<RouteName, DeskPage>> = {
  overview: page(() => import('./overview/OverviewPage.svelte'), withRole),
  touchpoints: page(() => import('./touchpoints/TouchpointsPage.svelte'), withRole),
  touchpoint: page(() => import('./touchpoints/TouchpointPage.svelte'), (scene) => ({ ...alone(scene), name: of('touchpoint')(scene) }), of('touchpoint')),
  definitions: page(() => import('./definitions/DefinitionsPage.svelte'), withRole),
  definitionNew: page(() => import('./definitions/NewDefinitionPage.svelte'), alone),
  definitionForm: page(() => import('./definitions/FormPage.svelte'), alone),
  libraryDefinition: page(() => import('./definitions/LibraryPage.svelte'), (scene) => ({ ...withRole(scene), id: of('definition')(scene) }), of('definition')),
  definitionDraft: page(() => import('./definitions/DraftPage.svelte'), (scene) => ({ ...alone(scene), id: of('definition')(scene) }), of('definition')),
  definitionChanges: page(() => import('./definitions/ChangesPage.svelte'), (scene) => ({ ...withRole(scene), id: of('definition')(scene) }), of('definition')),
  definition: page(
    () => import('./definitions/DefinitionPage.svelte'),
    (scene) => ({ ...withRole(scene), id: of('definition')(scene), version: Number(scene.parameters['version']) }),
    ({ parameters }) => `${parameters['definition']} ${parameters['version']}`
  ),
  waves: page(() => import('./waves/WavesPage.svelte'), withRole),
  locations: page(() => import('./locations/LocationsPage.svelte'), withRole),
  locationImport: page(() => import('./locations/ImportPage.svelte'), alone),
  assignments: page(() => import('./assignments/AssignmentsPage.svelte'), withRole),
  planning: page(() => import('./assignments/PlanningPage.svelte'), withRole),
  accounts: page(() => import('./accounts/AccountsPage.svelte'), withRole),
  account: page(() => import('./accounts/AccountPage.svelte'), (scene) => ({ ...withRole(scene), code: of('account')(scene) }), of('account')),
  notices: page(() => import('./notices/NoticesPage.svelte'), alone),
  imports: page(() => import('./import/ImportsPage.svelte'), alone),
  importNew: page(() => import('./import/WizardPage.svelte'), alone),
  import: page(() => import('./import/ImportPage.svelte'), (scene) => ({ ...alone(scene), id: of('import')(scene) }), of('import')),
  comparison: page(() => import('./comparison/ComparisonPage.svelte'), alone),
  report: page(() => import('./report/ReportPage.svelte'), withRole),
  gaps: page(() => import('./gaps/GapsPage.svelte'), alone),
  benchmark: page(() => import('./benchmark/BenchmarkPage.svelte'), alone),
  pilot: page(() => import('./pilot/PilotPage.svelte'), alone),
  power: page(() => import('./power/PowerPage.svelte'), alone),
  actions: page(() => import('./actions/ActionsPage.svelte'), withRole),
  cases: page(() => import('./cases/CasesPage.svelte'), withRole),
  case: page(() => import('./cases/CasePage.svelte'), (scene) => ({ ...alone(scene), id: of('case')(scene) }), of('case')),
  links: page(() => import('./links/LinksPage.svelte'), withRole),
  people: page(() => import('./people/PeoplePage.svelte'), alone),
  review: page(() => import('./review/ReviewPage.svelte'), withRole),
  pay: page(() => import('./pay/PayPage.svelte'), withRole),
  settings: page(() => import('./settings/SettingsPage.svelte'), ({ project, reload }) => ({ project, changed: reload })),
  priorities: page(() => import('./priorities/PrioritiesPage.svelte'), alone),
  league: page(() => import('./league/LeaguePage.svelte'), alone),
  responses: page(() => import('./responses/ResponsesPage.svelte'), alone),
  response: page(() => import('./responses/ResponsePage.svelte'), (scene) => ({ ...withRole(scene), id: of('response')(scene) }), of('response'))
};
