// A customer's questionnaire with every kind of question that a link may ask, in three languages.
export const everyKind = {
  id: 'every-kind',
  version: 1,
  kind: 'customer',
  title: { en: 'Every kind', de: 'Jede Art', ar: 'كل نوع' },
  defaultLanguage: 'en',
  pages: 'question',
  choices: {
    answers: [
      { name: 'yes', label: { en: 'Yes', de: 'Ja', ar: 'نعم' } },
      { name: 'no', label: { en: 'No', de: 'Nein', ar: 'لا' } }
    ],
    levels: [
      { name: 'low', label: { en: '1 – unacceptable', de: '1 – unannehmbar', ar: '1 – سيئ' } },
      { name: 'middle', label: { en: '2', de: '2', ar: '2' } },
      { name: 'high', label: { en: '3 – outstanding', de: '3 – hervorragend', ar: '3 – ممتاز' } },
      { name: 'unused', label: { en: 'Never used', de: 'Nie benutzt', ar: 'لم أستخدمه' }, notApplicable: true }
    ],
    reasons: [
      { name: 'price', label: { en: 'Price', de: 'Preis', ar: 'السعر' } },
      { name: 'service', label: { en: 'Service', de: 'Bedienung', ar: 'الخدمة' } },
      { name: 'none', label: { en: 'None of these', de: 'Nichts davon', ar: 'لا شيء' }, exclusive: true }
    ]
  },
  body: [
    { type: 'range', name: 'recommend', appearance: 'nps', parameters: { start: 0, end: 10, step: 1 }, required: true, label: { en: 'Would you **recommend** us?', de: 'Würden Sie uns **weiterempfehlen**?', ar: 'هل توصي بنا؟' } },
    { type: 'select_one', name: 'greeted', choices: 'answers', label: { en: 'Were you greeted?', de: 'Wurden Sie begrüsst?', ar: 'هل تم الترحيب بك؟' } },
    { type: 'select_one', name: 'shop', appearance: 'likert', choices: 'levels', label: { en: 'How was the shop?', de: 'Wie war der Laden?', ar: 'كيف كان المتجر؟' } },
    { type: 'select_one', name: 'listed', appearance: 'minimal', choices: 'answers', label: { en: 'From a list', de: 'Aus einer Liste', ar: 'من قائمة' } },
    { type: 'range', name: 'mood', appearance: 'smileys', parameters: { start: 1, end: 5, step: 1 }, label: { en: 'Your mood?', de: 'Ihre Stimmung?', ar: 'مزاجك؟' } },
    { type: 'range', name: 'warmth', parameters: { start: 0, end: 100, step: 5 }, label: { en: 'How warm was it?', de: 'Wie warm war es?', ar: 'كم كانت الحرارة؟' } },
    { type: 'select_multiple', name: 'reasons', choices: 'reasons', label: { en: 'Why did you come?', de: 'Weshalb sind Sie gekommen?', ar: 'لماذا أتيت؟' } },
    {
      type: 'section', name: 'person', appearance: 'field-list', label: { en: 'About you', de: 'Über Sie', ar: 'عنك' },
      body: [
        { type: 'integer', name: 'age', constraint: '. >= 14 and . <= 120', constraintMessage: { en: 'From 14 to 120', de: 'Von 14 bis 120', ar: 'من 14 إلى 120' }, label: { en: 'Age', de: 'Alter', ar: 'العمر' } },
        { type: 'decimal', name: 'spent', label: { en: 'Spent', de: 'Ausgegeben', ar: 'المبلغ' } },
        { type: 'date', name: 'day', label: { en: 'Day', de: 'Tag', ar: 'اليوم' } },
        { type: 'geopoint', name: 'place', label: { en: 'Place', de: 'Ort', ar: 'المكان' } },
        { type: 'calculate', name: 'months', calculation: '${age} * 12', label: { en: 'Age in months', de: 'Alter in Monaten', ar: 'العمر بالأشهر' } }
      ]
    },
    { type: 'text', name: 'more', appearance: 'multiline', label: { en: 'Anything else?', de: 'Noch etwas?', ar: 'أي شيء آخر؟' } }
  ]
};
