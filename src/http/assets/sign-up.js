/**
 * Adds to the sign-up form: detects the time zone, and previews the plan as the date is typed. The
 * form works without this script.
 */
const form = document.querySelector('form[data-live]');
const plan = document.querySelector('[data-plan]');
const planFields = ['target_date', 'no_date', 'time_zone', 'send_hour', 'locale'];
let current;

if (form && plan) {
  for (const button of form.querySelectorAll('[data-without-script]')) button.remove();
  if (form.querySelector('[data-guess="zone"]')) chooseZone(form.elements.time_zone);
  form.addEventListener('input', later(showPlan));
  form.elements.no_date.addEventListener('change', settleDate);
  settleDate();
  if (form.elements.target_date.value) showPlan();
}

/** The browser's time zone is more reliable than the one guessed from the network. */
function chooseZone(select) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || timeZone === 'Etc/Unknown') return;
  const known = [...select.options].some(({ value }) => value === timeZone);
  if (!known) select.add(new Option(timeZone.replaceAll('_', ' '), timeZone), 0);
  select.value = timeZone;
}

/** Disables the date field while "no date" is checked; keeps what was typed. */
function settleDate() {
  const { no_date, target_date } = form.elements;
  target_date.disabled = no_date.checked;
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
    // Safe: HTML from our own server, with all values escaped.
    if (answer.ok || answer.status === 422) plan.innerHTML = await answer.text();
  } catch {
    // Offline, or aborted by a newer request: keep the current plan.
  }
}

function later(act) {
  let timer;
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(event), 250);
  };
}
