import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';

import { useWords } from '../words/words.tsx';

type Field = HTMLInputElement | HTMLTextAreaElement;

const isEmpty = (field: Field) => field.value.trim() === '';
const labelOf = (field: Field) => field.labels?.[0]?.textContent ?? field.name;

/** Fields that are sent together when none is missing, once at a time; why they were refused. */
export function SubmitForm(props: {
  onSubmit: () => void;
  isSending: boolean;
  error: string | null | undefined;
  actions: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  const [missing, setMissing] = useState<string | null>(null);

  const submit = (form: HTMLFormElement) => {
    const required = form.querySelectorAll<Field>(':is(input, textarea)[aria-required="true"]');
    const empty = [...required].filter(isEmpty);
    setMissing(
      empty.length > 0 ? t('form.missing', { fields: empty.map(labelOf).join(', ') }) : null,
    );
    empty[0]?.focus();
    if (empty.length === 0) props.onSubmit();
  };
  const error = missing ?? props.error;

  return (
    <Form
      className="form"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.isSending) submit(event.currentTarget);
      }}
    >
      {props.children}
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      {props.actions}
    </Form>
  );
}
