import type { ReactNode } from 'react';
import { Form } from 'react-aria-components';

/** Fields that are sent together, once at a time, and why they were refused. */
export function SubmitForm(props: {
  onSubmit: () => void;
  isSending: boolean;
  error: string | null | undefined;
  actions: ReactNode;
  children: ReactNode;
}) {
  return (
    <Form
      className="form"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.isSending) props.onSubmit();
      }}
    >
      {props.children}
      {props.error && (
        <p className="form-error" role="alert">
          {props.error}
        </p>
      )}
      {props.actions}
    </Form>
  );
}
