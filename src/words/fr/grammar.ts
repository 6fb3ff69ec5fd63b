/** @example timeIn('8:00', 'Oslo') // '8:00, heure d’Oslo' */
export const timeIn = (time: string, zone: string): string =>
  `${time}, heure ${zone === 'UTC' ? '' : /^[AEIOU]/.test(zone) ? 'd’' : 'de '}${zone}`;
