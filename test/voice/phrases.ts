/** What the texts don't say, each with what they say instead. */
export type Phrase = { readonly pattern: RegExp; readonly instead: string };

export const ENGLISH: readonly Phrase[] = [
  {
    pattern: /(?<!\b(Apple|Google|Proton|Yahoo) )\bmail(s|ed|ing)?\b(?! servers?\b)/i,
    instead: 'email',
  },
  { pattern: /\brefusals?\b/i, instead: 'rejection' },
  { pattern: /\blaps(e|es|ed|ing)\b/i, instead: 'expires' },
  { pattern: /\b(is|are|become) void\b/i, instead: 'no longer works' },
  { pattern: /\b(whoever|nobody|somebody)\b/i, instead: 'you, we, anyone, or the noun' },
  { pattern: /\bneed (not|do nothing)\b/i, instead: "don't need to" },
  {
    pattern:
      /\b(emails?|lessons?|messages?|welcome|nothing|it|one|they) (leaves?|left) (at|on|by|for you|right|the next|within|only|before|after|now)\b/i,
    instead: 'is sent',
  },
  {
    pattern: /\b(is leaving|nothing( else| more)? leaves|leaves the (house|course's))\b/i,
    instead: 'is being sent',
  },
  {
    pattern: /\btak(e|es|en|ing) (it |this |that |them |your \w+ )?back\b/i,
    instead: 'undo, cancel',
  },
  {
    pattern:
      /\bgiv(e|es|en|ing) (us )?(a|an|the|your|another|no) (\w+ )?(date|day|address|name|hour)\b/i,
    instead: 'enter, choose',
  },
  { pattern: /\bof (no )?use\b/i, instead: 'useful, still helps' },
  { pattern: /\bfor ever\b/i, instead: 'forever' },
  { pattern: /\bone (button|click), and\b/i, instead: 'press the button to …' },
  {
    pattern: /\bits moment (is over|has passed)\b/i,
    instead: 'too late to help now',
  },
  { pattern: /\btravels? in another\b/i, instead: 'is in another email' },
  { pattern: /\b(is|are) behind you\b/i, instead: 'is over' },
  { pattern: /\blinks? ha(s|ve) run out\b/i, instead: 'expired' },
  { pattern: /\bleave you (alone|in peace)\b/i, instead: 'stop' },
  { pattern: /\bmay we call you\b/i, instead: 'should we call you' },
  { pattern: /\b(is|are) resting\b/i, instead: "can't send right now" },
  { pattern: /\bso speak\b/i, instead: 'say it out loud' },
];

export const GERMAN: readonly Phrase[] = [
  { pattern: /(?<![-\p{L}])(Mails?|Emails?|eMails?)(?![\p{L}])/u, instead: 'E-Mail' },
  {
    pattern:
      /(?<=^|[.!?:,;] |\bund |\boder |\bdann )(Wähl|Schreib|Such|Mach|Prüf|Klick|Drück|Frag|Trag|Füg|Leg|Stell|Hol|Erzähl|Räum|Zeig|Lern|Nenn|Behalt|Halt|Bau|Hör|Merk|Bring|Reich|Ruf|Ignorier|Lösch|Korrigier|Schick|Speicher|Sortier|Notier|Probier|Plan(?= de?ine?n? )|Nutz|Setz|Streich|Fang|Ergänz|Üb|Denk|Verlass|Versuch|Beginn|Erklär)(?= )/iu,
    instead: 'the full imperative: Wähle, Schreibe …',
  },
  { pattern: /\b(wer auch immer|hinfällig)\b/i, instead: 'läuft ab' },
  { pattern: /\bbrauchst (du )?nichts (zu tun|tun)\b/i, instead: 'musst nichts tun' },
  { pattern: /\b(zurück(zu)?nehmen|nimmst? (es|das) zurück)\b/i, instead: 'rückgängig machen' },
  {
    pattern: /\b(geht|gehen|ging) (an dich |zu dir )?(ab|hinaus|raus)\b/i,
    instead: 'wird gesendet',
  },
  { pattern: /\b(ist|sind) von Nutzen\b/i, instead: 'hilft' },
];

export const FRENCH: readonly Phrase[] = [
  { pattern: /(?<![\p{L}’'])(tu|toi|ton|tes|t['’])(?![\p{L}])/iu, instead: 'vous' },
  { pattern: /(?<![-"\p{L}])(mails?|emails?|courriels?)(?!\p{L})/iu, instead: 'e-mail' },
  { pattern: /\p{L}\(e\)|\p{L}·e/u, instead: "words that don't depend on the reader's gender" },
  {
    pattern: /\b(vous (êtes|serez|étiez)|être) (inscrit|abonné|prêt|sûr|certain)e?s?(?!\p{L})/iu,
    instead: "words that don't depend on the reader's gender",
  },
  { pattern: /\b(merci de bien vouloir|veuillez|nous vous prions)\b/i, instead: 'the imperative' },
];
