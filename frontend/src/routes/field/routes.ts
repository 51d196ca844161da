import { Router } from '$lib/ui/router.svelte';

export const router = new Router('/field', {
  assignments: '/',
  assignment: '/assignments/:assignment',
  report: '/assignments/:assignment/report',
  correction: '/assignments/:assignment/correction',
  quiz: '/assignments/:assignment/quiz',
  jobs: '/jobs',
  job: '/jobs/:assignment',
  drafts: '/drafts',
  sent: '/sent',
  profile: '/profile',
  join: '/join'
});
