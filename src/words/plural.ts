/** The forms of a word by the language's plural category; `other` is used if one is missing. */
type Forms = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** @example pluralIn('en')(1, { one: 'lesson', other: 'lessons' }) // 'lesson' */
export const pluralIn = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return (amount: number, forms: Forms): string => forms[rules.select(amount)] ?? forms.other;
};
