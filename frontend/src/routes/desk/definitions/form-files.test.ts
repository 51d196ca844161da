import { expect, it } from 'vitest';
import { formAmong } from './form-files';

it.each([
  { name: 'the workbook', given: ['stores.csv', 'Form.XLSX', 'a.png'], soFar: undefined, want: ['Form.XLSX', 'stores.csv', 'a.png'] },
  { name: 'a table when there is no workbook', given: ['a.png', 'form.md'], soFar: undefined, want: ['form.md', 'a.png'] },
  { name: 'a table beside a form is its data', given: ['stores.csv'], soFar: 'form.xlsx', want: ['form.xlsx', 'stores.csv'] },
  { name: 'another workbook takes the place of the form', given: ['new.xls'], soFar: 'form.xlsx', want: ['new.xls'] },
  { name: 'something else, for the server to say what is wrong', given: ['letter.docx'], soFar: undefined, want: ['letter.docx'] }
])('$name', ({ given, soFar, want }) => {
  const { form, others } = formAmong(
    given.map((name) => ({ name })),
    soFar ? { name: soFar } : undefined
  );
  expect([form, ...others].map((file) => file?.name)).toEqual(want);
});
