import { Router } from '$lib/ui/router.svelte';

export const router = new Router('/field', {
  assignments: '/',
  assignment: '/assignments/:assignment',
  report: '/assignments/:assignment/report',
  drafts: '/drafts',
  sent: '/sent',
  profile: '/profile',
  join: '/join'
});
