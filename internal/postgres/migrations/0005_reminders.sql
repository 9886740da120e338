-- +goose Up

-- When the citizen is to be reminded next of a form put aside, null if of none.
-- It tells neither which form nor whose; what is in the form stays sealed. The
-- job that finds a time passed opens the state and sets the next time by it.
ALTER TABLE conversations ADD COLUMN remind_at timestamptz;

-- Of rows of before only keeps_until tells, thirty days ahead, that something
-- may have been put aside: the job looks into each three days after that was.
UPDATE conversations SET remind_at = keeps_until - interval '27 days' WHERE keeps_until IS NOT NULL;

-- Finds whom to remind.
CREATE INDEX conversations_remind ON conversations (remind_at) WHERE remind_at IS NOT NULL;
