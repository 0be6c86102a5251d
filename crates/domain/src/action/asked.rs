//! The transitions of an action that put a question to a person once more: the same action, another approval.

use super::{Action, ActionState, Operand, Seen};
use crate::{ApprovalId, KeyId, Refusal, policy::Judgement};

impl Action {
    /// Why it might run, or what was asked about it, no longer holds: whoever said yes may no longer decide, the policy
    /// changed, it may have run already, or its desktop was enrolled anew. A person is asked, about the machine as it is
    /// enrolled now. Refused once it is answered with no, or runs.
    pub fn ask_anew(
        self,
        approval: ApprovalId,
        judgement: Judgement,
        enrolment: KeyId,
    ) -> Result<Self, Refusal> {
        match &self.state {
            ActionState::Pending { .. } | ActionState::Approved { .. } => {
                let state = ActionState::Pending { approval };
                // What was found in its files belonged to the other question.
                let operands = self.operands.iter().cloned().map(Operand::forgotten).collect();
                Ok(Self { enrolment, operands, judgement, ..self.moved(state) })
            }
            _ => Err(self.closed()),
        }
    }

    /// Its desktop looked at the files it runs by name. They become part of what is approved, so a person is asked about it
    /// with them. Refused once it is answered, or when all of them were looked at.
    pub fn looked(self, operands: Vec<Operand>, approval: ApprovalId) -> Result<Self, Refusal> {
        let ActionState::Pending { .. } = &self.state else { return Err(self.closed()) };
        let same = |(new, old): (&Operand, &Operand)| new.path == old.path;
        if operands.len() != self.operands.len() || !operands.iter().zip(&self.operands).all(same) {
            return Err(Refusal::invalid("operands", "They must be those that were asked for."));
        }
        if !self.wants_a_look() || operands.iter().any(|operand| operand.seen == Seen::NotYet) {
            return Err(Refusal::invalid("operands", "Nothing more is to be looked at."));
        }
        // What the command itself did not tell for sure no look can tell.
        let looked = operands.into_iter().zip(&self.operands).map(|(new, old)| match old.seen {
            Seen::NotYet => new,
            _ => old.clone(),
        });
        let operands = looked.collect();
        Ok(Self { operands, ..self.moved(ActionState::Pending { approval }) })
    }
}
