import { actionCard, Agent } from '../stage/agent.ts';
import { answer, approve, arrived } from '../stage/decision.ts';
import { expect, test } from '../stage/test.ts';

const OWN = { kind: 'agent_permission', interpreter: undefined, tool: { name: 'Edit' }, description: 'Changes the handler.' };
const old = Array.from({ length: 80 }, (_, line) => `line ${line + 1}\n`).join('');

for (const place of ['in the thread', 'on its own page'] as const) {
  test(`changed files are read to the end before they are approved, ${place}`, async ({ page, rest, server }) => {
    const fae = await Agent.join(server, 'Fae');
    const task = await fae.task(rest, 'Mend the handler');
    const edits = [
      { path: 'src/handler.rs', old, new: old.replaceAll('line', 'row') },
      { path: 'notes.md', old: null, new: 'hello\n' },
    ];
    const action = await fae.propose(task, { ...OWN, exact: { edits } });
    await page.goto(place === 'in the thread' ? `/tasks/${task.id}` : `/approvals/${action.approvalId}`);
    await arrived(page);
    await expect(page.getByText('Fae itself, with its tool Edit')).toBeVisible();
    await expect(page.getByText('Read to the end to approve')).toBeVisible();
    await expect(approve(page)).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByRole('link', { name: 'Edit and approve' })).toHaveCount(0);
    // One file's end is not the end.
    await page.getByText('End of src/handler.rs').scrollIntoViewIfNeeded();
    await page.getByText('End of notes.md').scrollIntoViewIfNeeded();
    await expect(approve(page)).not.toHaveAttribute('aria-disabled', 'true');
    await answer(approve(page));
    await expect.poll(async () => (await fae.action(action)).state).toBe('approved');
  });
}

test('what the agent did not disclose is said, and no runner starts what it does itself', async ({ page, rest, server }) => {
  const fae = await Agent.join(server, 'Fae');
  const task = await fae.task(rest, 'Something');
  const hidden = await fae.propose(task, { ...OWN, tool: { name: 'mystery' }, exact: null });
  await page.goto(`/tasks/${task.id}`);
  const card = actionCard(page, hidden);
  await expect(card).toContainText('The agent did not disclose the exact action.');
  await expect(card).toContainText('High risk');
  const command = await fae.propose(task, { ...OWN, tool: { name: 'Bash' }, exact: { command: 'touch ran-here' } });
  await rest.decide(command, 'approve');
  await page.reload();
  await expect(actionCard(page, command)).toContainText('Waiting for Fae to go on.');
  expect((await fae.action(command)).state).toBe('approved');
});
