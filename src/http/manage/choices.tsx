/** A form of equal choices, each a button that saves it. */

type ChoicesProps = {
  readonly action: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  /** The choice that the link carried: shown as chosen, with the one button that saves it. */
  readonly chosen: string | null;
  /** Hides the choices until they are asked for. */
  readonly folded?: boolean;
  readonly words: { readonly chosen: string; readonly save: string; readonly others: string };
};

type Choice = { readonly value: string; readonly title: string; readonly follows?: string };

export const Choices = ({ chosen, folded = false, choices, words, ...form }: ChoicesProps) => {
  const own = choices.find(({ value }) => value === chosen);
  const others = choices.filter((choice) => choice !== own);
  return (
    <>
      {own && (
        <form class="chosen" method="post" action={form.action}>
          <p>
            <strong>{own.title}</strong>
            {own.follows && ` ${own.follows}`}
          </p>
          <p>{words.chosen}</p>
          <button type="submit" name={form.name} value={own.value} autofocus>
            {words.save}
          </button>
        </form>
      )}
      {own || folded ? (
        <details>
          <summary>{words.others}</summary>
          <Buttons choices={others} {...form} />
        </details>
      ) : (
        <Buttons choices={others} {...form} />
      )}
    </>
  );
};

const Buttons = ({ choices, action, name }: Pick<ChoicesProps, 'choices' | 'action' | 'name'>) => (
  <form class="answers" method="post" action={action}>
    {choices.map(({ value, title, follows }) => (
      <button type="submit" name={name} value={value} class="quiet">
        <strong>{title}</strong>
        {follows && <span>{follows}</span>}
      </button>
    ))}
  </form>
);
