/**
 * Memoizes a pure function: every email needs the same few dates and formatted texts, and each
 * costs microseconds to compute. Clears the cache when it holds `most` answers. Errors are not
 * cached.
 */
export function memoize<Question, Answer>(
  ask: (question: Question) => Answer,
  most = 1000,
): (question: Question) => Answer {
  const known = new Map<Question, Answer>();
  return (question) => known.get(question) ?? learn(known, question, ask(question), most);
}

/** The same for a function of several arguments. */
export function memoizeWords<Words extends readonly (string | number)[], Answer>(
  ask: (...words: Words) => Answer,
  most = 5000,
): (...words: Words) => Answer {
  const known = new Map<string, Answer>();
  return (...words) => {
    const key = words.join(' ');
    return known.get(key) ?? learn(known, key, ask(...words), most);
  };
}

function learn<Key, Answer>(known: Map<Key, Answer>, key: Key, answer: Answer, most: number) {
  if (known.size >= most) known.clear();
  known.set(key, answer);
  return answer;
}
