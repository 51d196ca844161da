import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What each room may import (the brackets of the tree); anything of ours not listed is refused. */
const brackets = {
  engine: [],
  ui: [],
  client: ['engine'],
  controls: ['engine', 'ui'],
  offline: ['client', 'engine']
};
const rooms = Object.keys(brackets);

const arrows = rooms.map((room) => ({
  files: [`src/lib/${room}/**/*.{ts,svelte}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: rooms
              .filter((other) => other !== room && !brackets[room].includes(other))
              .flatMap((other) => [`$lib/${other}`, `$lib/${other}/**`, `../${other}/**`]),
            message: `lib/${room} may import only: ${brackets[room].join(', ') || 'nothing of ours'}`
          },
          { group: ['**/routes/**'], message: 'a library room never imports a route' }
        ]
      }
    ]
  }
}));

export default ts.config(
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
    }
  },
  {
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      // Reactive twins of Map, Date and URL are for state; most uses here are plain values.
      'svelte/prefer-svelte-reactivity': 'off',
      // A request whose answer has no content is typed void.
      '@typescript-eslint/no-invalid-void-type': 'off',
      'max-lines': ['error', { max: 400 }]
    }
  },
  ...arrows
);
