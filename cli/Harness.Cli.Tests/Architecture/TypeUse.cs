using System.Reflection;
using System.Reflection.Emit;

namespace Harness.Cli.Tests.Architecture;

/// <summary>Which types a type uses: in its declaration, in its members' signatures and in the code of its methods.</summary>
internal static class TypeUse
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) =>
        DeclaredBy(type).Concat(type.GetMembers(Everything).SelectMany(UsedBy)).SelectMany(Unwrapped).Distinct();

    private static IEnumerable<Type> DeclaredBy(Type type) =>
        type.BaseType is null ? type.GetInterfaces() : type.GetInterfaces().Prepend(type.BaseType);

    private static IEnumerable<Type> UsedBy(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodInfo method => [method.ReturnType, .. ParametersAndBody(method)],
        ConstructorInfo constructor => ParametersAndBody(constructor),
        _ => [],
    };

    private static IEnumerable<Type> ParametersAndBody(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return method.GetMethodBody() is not { } body
            ? parameters
            : parameters.Concat(body.LocalVariables.Select(local => local.LocalType)).Concat(Called(method, body.GetILAsByteArray()!));
    }

    private static IEnumerable<Type> Called(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Tokens(code))
        {
            var member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
            if (member is Type used) yield return used;
            if (member.DeclaringType is { } declaring) yield return declaring;
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                foreach (var argument in generic.GetGenericArguments()) yield return argument;
            }
        }
    }

    /// <summary>The metadata tokens of types, fields and methods in a method's code (ECMA-335, partition III).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += OperandSize(operation.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Unwrapped(Type type)
    {
        if (type.HasElementType) return Unwrapped(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrapped).Prepend(type) : [type];
    }
}
