using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Faults;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Steps;

/// <summary>Turns the actions of a scenario into steps and faults, their templates compiled; a broken template is an error at its step.</summary>
internal sealed class StepCompiler(Scenario scenario, TemplateEngine templates, List<LocatedError> errors)
{
    public IScriptStep Step(ScenarioAction action) => Located<IScriptStep>(action, () => action switch
    {
        SendAction send => new SendStep(Content(send.Content), send.Binary),
        PushAction push => new PushStep([.. push.Messages.Select(Content)], push.Count, push.Every),
        PassAction => new PassStep(),
        CloseAction close => new CloseStep(close.Code, close.Reason is null ? null : Text(close.Reason), close.Frame),
        CutAction => new CutStep(),
        ResetAction => new ResetStep(),
        StallAction stall => new StallStep(stall.For),
        ThrottleAction throttle => new ThrottleStep(throttle.BytesPerSecond),
        WithholdPongAction withhold => new WithholdPongStep(withhold.Late),
        SkipPingAction skip => new SkipPingStep(skip.Times),
        ExpireTokenAction => new TokenStep(static connection => connection.ExpireToken()),
        RevokeTokenAction => new TokenStep(static connection => connection.RevokeToken()),
        RejectAction reject => Reject(reject),
        DelayAction delay => new HttpDelayStep(delay.Latency, delay.Jitter),
        CorruptAction => new WrongAcceptKeyStep(),
        PlaceOrderAction place => new PlaceOrderStep(Content(place.Order)),
        AcknowledgeAction order => new OrderStep(Order(order), static (orders, id, _) => orders.Acknowledge(id)),
        FillAction order => new OrderStep(Order(order), (orders, id, _) => orders.Fill(id, null, null, order.Price)),
        PartialFillAction order => new OrderStep(Order(order), (orders, id, _) => orders.Fill(id, order.Quantity, order.Percent, order.Price)),
        RejectOrderAction order => RejectOrder(order),
        CancelOrderAction order => new OrderStep(Order(order), static (orders, id, _) => orders.Cancel(id)),
        SetStateAction set => new SetStateStep(Content(set.Values), set.Scope),
        GotoAction jump => new GotoStep(jump.Rule),
        LogAction log => new LogStep(Text(log.Text)),
        AfterAction after => new AfterStep(after.Wait),
        _ => throw new NotSupportedException($"no step for {action.GetType().Name}"),
    });

    public IMessageFault Fault(MessageFault action) => Located<IMessageFault>(action, () => action switch
    {
        DiscardAction => new DiscardFault(),
        DelayAction delay => new DelayFault(delay.Latency, delay.Jitter),
        DuplicateAction duplicate => new DuplicateFault(duplicate.Copies),
        ReorderAction reorder => new ReorderFault(reorder.Behind),
        ReplaceAction replace => new ReplaceFault([.. replace.Values.Select(pair => (pair.Key, Content(pair.Value)))]),
        TruncateAction truncate => new TruncateFault(truncate.Bytes),
        FragmentAction fragment => new FragmentFault(fragment.Parts),
        CorruptAction corrupt => new CorruptFault(corrupt.Kind),
        _ => throw new NotSupportedException($"no fault for {action.GetType().Name}"),
    });

    private RejectStep Reject(RejectAction action) => new(
        action.Status,
        action.Body is null ? null : Content(action.Body),
        [.. action.Headers.Select(header => (header.Key, Text(header.Value)))]);

    private OrderStep RejectOrder(RejectOrderAction action)
    {
        var reason = action.Reason is null ? null : Text(action.Reason);
        return new OrderStep(Order(action), (orders, id, model) => orders.Reject(id, reason?.Render(model)));
    }

    private TextTemplate? Order(OrderAction action) => action.Order is null ? null : Text(action.Order);

    private ContentTemplate Content(ScenarioContent content) => new(templates, content);

    private TextTemplate Text(string text) => new(templates, text);

    private T Located<T>(ScenarioAction action, Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (TemplateException fault)
        {
            errors.Add(new LocatedError(scenario.File ?? scenario.Name, action.At.Line, action.At.Column, fault.Message));
            // Never run: the scenario is refused.
            return default!;
        }
    }
}
