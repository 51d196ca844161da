import { Router } from '$lib/ui/router.svelte';

export const router = new Router('/desk', {
  projects: '/',
  setup: '/setup',
  join: '/join',
  overview: '/projects/:project',
  touchpoints: '/projects/:project/touchpoints',
  definitions: '/projects/:project/definitions',
  definitionNew: '/projects/:project/definitions/new',
  definitionForm: '/projects/:project/definitions/import',
  definition: '/projects/:project/definitions/:definition/versions/:version',
  definitionDraft: '/projects/:project/definitions/:definition/draft',
  definitionChanges: '/projects/:project/definitions/:definition/changes',
  libraryDefinition: '/projects/:project/library/:definition',
  waves: '/projects/:project/waves',
  locations: '/projects/:project/locations',
  assignments: '/projects/:project/assignments',
  imports: '/projects/:project/imports',
  importNew: '/projects/:project/imports/new',
  import: '/projects/:project/imports/:import',
  comparison: '/projects/:project/comparison',
  responses: '/projects/:project/responses',
  response: '/projects/:project/responses/:response',
  links: '/projects/:project/links',
  people: '/projects/:project/people'
});
