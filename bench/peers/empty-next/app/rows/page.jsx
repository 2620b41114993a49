import { connection } from 'next/server';

/** The rows of the list as plain text: the least that a page with them can cost. */
export default async function Page() {
  await connection();
  return (
    <table>
      <tbody>
        {JSON.parse(process.env.BENCH_ROWS).map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
