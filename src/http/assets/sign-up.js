/**
 * Adds to the sign-up form: detects the time zone, searches zones, and previews the plan as the date
 * is typed. The form works without this script.
 */
const form = document.querySelector('form[data-live]');
const plan = document.querySelector('[data-plan]');
const planFields = ['target_date', 'date_kind', 'no_date', 'time_zone', 'send_hour', 'locale'];
const isWide = matchMedia('(min-width: 860px)');
let current;

if (form && plan) {
  for (const button of form.querySelectorAll('[data-without-script]')) button.remove();
  if (form.querySelector('[data-guess="zone"]')) chooseZone(form.elements.time_zone);
  searchZones(form.querySelector('[data-zone-search]'), form.elements.time_zone);
  form.addEventListener('input', later(showPlan));
  form.elements.no_date.addEventListener('change', settleDate);
  addEventListener('pageshow', restoreDate);
  restoreDate();
  openPlan(isWide.matches);
  if (form.elements.target_date.value) showPlan();
}

/**
 * The browser's time zone is more reliable than the one guessed from the network, except UTC, which
 * browsers report to hide where they are.
 */
function chooseZone(select) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || /^(Etc\/.*|UTC|GMT)$/.test(timeZone)) {
    form.querySelector('[data-zone-unsure]').hidden = false;
    return;
  }
  const options = [...select.options].reverse();
  const known = options.find(({ value, dataset }) => [value, dataset.was].includes(timeZone));
  if (!known) select.add(new Option(timeZone.replaceAll('_', ' '), timeZone), 0);
  select.value = known ? known.value : timeZone;
}

/** Reduces the list to the zones whose city, country or offset contains what is typed. */
function searchZones(details, select) {
  const search = details.querySelector('input');
  const groups = [...select.children];
  const options = [...select.querySelectorAll('optgroup option')];
  let countries;
  const textOf = ({ text, value, dataset }) => {
    const names = [value, dataset.was].flatMap((name) => countries.get(name) ?? []);
    return plain([text, value.replaceAll('_', ' '), ...names].join());
  };
  details.hidden = false;
  // The key is Enter, which would send the form.
  search.addEventListener('keydown', (event) => event.keyCode === 13 && event.preventDefault());
  search.addEventListener('input', (event) => {
    event.stopPropagation();
    countries ??= countriesByZone(document.documentElement.lang);
    const { value } = select;
    const typed = plain(search.value.trim()).replace(/^(utc|gmt) ?/, '');
    const found = typed === '' ? [] : options.filter((option) => textOf(option).includes(typed));
    // Whole names first: India before Indiana.
    const isWhole = (option) => textOf(option).split(',').includes(typed);
    found.sort((a, b) => isWhole(b) - isWhole(a));
    if (found.length > 0) select.replaceChildren(...found.map((option) => option.cloneNode(true)));
    else select.replaceChildren(...groups);
    if (found.length === 0 || found.some((option) => option.value === value)) select.value = value;
    select.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** The names of the countries that use a zone, where the browser knows them. */
function countriesByZone(language) {
  const found = new Map();
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const locale = new Intl.Locale(`und-${code}`);
    for (const zone of locale.getTimeZones?.() ?? locale.timeZones ?? []) {
      found.set(zone, [...(found.get(zone) ?? []), names.of(code)]);
    }
  }
  return found;
}

/** Lower case without accents. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The date can't be typed while "no date" is checked; what was typed stays. */
function settleDate() {
  const { no_date, target_date } = form.elements;
  target_date.disabled = no_date.checked;
}

/** After Back, a browser may restore both: the date wins. */
function restoreDate() {
  const { no_date, target_date } = form.elements;
  if (target_date.value && !target_date.disabled) no_date.checked = false;
  settleDate();
}

async function showPlan({ target } = {}) {
  if (target && !planFields.includes(target.name)) return;
  const fields = new FormData(form);
  if (!fields.get('target_date') && !fields.get('no_date')) return;
  current?.abort();
  current = new AbortController();
  const query = new URLSearchParams({ course: form.dataset.live });
  for (const name of planFields) if (fields.has(name)) query.set(name, fields.get(name));
  try {
    const answer = await fetch(`/plan?${query}`, {
      headers: { accept: 'text/html' },
      signal: current.signal,
    });
    if (!answer.ok && answer.status !== 422) return;
    const isOpen = plan.querySelector('details')?.open ?? isWide.matches;
    // Safe: HTML from our own server, with all values escaped.
    plan.innerHTML = await answer.text();
    openPlan(isOpen);
  } catch {
    // Offline, or aborted by a newer request: keep the current plan.
  }
}

function openPlan(isOpen) {
  const details = plan.querySelector('details');
  if (details) details.open = isOpen;
}

function later(act) {
  let timer;
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(event), 250);
  };
}
