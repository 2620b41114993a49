import { csvTemplate } from '@/lib/plans/plan-export';
import { trustedRoute } from '@/lib/web/trusted-route';

/** `GET /listeners/plan/template`: a CSV file to fill in, with the names of all columns and one example. */
export const GET = trustedRoute(
  async () =>
    new Response(csvTemplate(), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="sluice-plan.csv"',
      },
    }),
);
