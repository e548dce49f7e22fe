/** The course of a case beside its agreement; what each move does stands in case/moves/. */
import { apply as archive } from '../case/moves/archive.ts'
import { apply as end, endingMoves } from '../case/moves/ending.ts'
import { apply as extend } from '../case/moves/extend.ts'
import { apply as followUp } from '../case/moves/follow-up.ts'
import { apply as recordConfirmationOf } from '../case/moves/record-confirmation.ts'
import { apply as recordPerformanceOf } from '../case/moves/record-performance.ts'
import { apply as resume } from '../case/moves/resume.ts'
import { apply as suspend } from '../case/moves/suspend.ts'
import type { Handler } from '../contract.ts'
import { ok } from '../base/result.ts'
import { makeMove } from './change-case.ts'

export const endCase: Handler<'case.end'> = ({ caseId, seen, ...how }, ports) =>
  makeMove(ports, 'case.end', endingMoves[how.code], { caseId, seen }, facts => end(facts, how))

export const suspendCase: Handler<'case.suspend'> = ({ caseId, seen, ...suspension }, ports) =>
  makeMove(ports, 'case.suspend', 'suspend', { caseId, seen }, facts => ok(suspend(facts, suspension)))

export const resumeCase: Handler<'case.resume'> = ({ caseId, seen, on }, ports) =>
  makeMove(ports, 'case.resume', 'resume', { caseId, seen }, facts => resume(facts, on))

export const extendCase: Handler<'case.extend'> = ({ caseId, seen, ...extension }, ports) =>
  makeMove(ports, 'case.extend', 'extend', { caseId, seen }, facts => extend(facts, extension))

export const archiveCase: Handler<'case.archive'> = ({ caseId, seen, ...how }, ports) =>
  makeMove(ports, 'case.archive', 'archive', { caseId, seen }, facts => ok(archive(facts, how)))

export const recordPerformance: Handler<'performance.record'> = ({ caseId, seen, ...performed }, ports) =>
  makeMove(ports, 'performance.record', 'recordPerformance', { caseId, seen }, facts => recordPerformanceOf(facts, performed))

export const recordFollowUp: Handler<'followUp.record'> = ({ caseId, seen, entry }, ports) =>
  makeMove(ports, 'followUp.record', 'followUp', { caseId, seen }, facts => ok(followUp(facts, entry)))

export const recordConfirmation: Handler<'confirmation.record'> = ({ caseId, seen, confirmation }, ports) =>
  makeMove(ports, 'confirmation.record', 'recordConfirmation', { caseId, seen }, facts => ok(recordConfirmationOf(facts, confirmation)))
