import { NativeSelect, TextInput } from '@mantine/core';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly type?: 'text' | 'date' | 'time' | 'tel' | 'email';
  readonly isOptional?: boolean;
};

/** One line of text, a day or a time. */
export function Field({ label, value, set, type = 'text', isOptional = false }: FieldProps) {
  return (
    <TextInput
      label={label}
      onChange={(event) => set(event.currentTarget.value)}
      required={!isOptional}
      type={type}
      value={value}
    />
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

/** One of several. */
export function Choice({ label, value, set, options }: ChoiceProps) {
  return (
    <NativeSelect data={options} label={label} onChange={(event) => set(event.currentTarget.value)} value={value} />
  );
}

/** What has an id and a name, as options. */
export function optionsOf(
  rows: readonly { readonly id: string; readonly name: string }[],
): { readonly value: string; readonly label: string }[] {
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}
