import { connection } from 'next/server';

/** As many native fields as the form has, with their labels: the least that a page with them can cost. */
export default async function Page() {
  await connection();
  return (
    <form>
      {JSON.parse(process.env.BENCH_FIELDS).map(({ tag: Field, label, type }, at) => (
        <p key={at}>
          <label>
            {label} <Field type={type} />
          </label>
        </p>
      ))}
    </form>
  );
}
