internal import VoleryCore

/// Makes a struct the arguments of a tool: its JSON Schema and its decoding follow from its properties.
///
/// ```swift
/// @ToolArguments struct Arguments {
///     /// The customer's number, as printed on invoices.
///     var customer: String
///     /// At most this many orders, newest first.
///     var limit: Int = 10
/// }
/// ```
///
/// Doc comments become descriptions, which the model reads. A property that is optional or has a default may be left
/// out. Its type is any `ToolArgumentValue`: text, numbers, booleans, lists, maps, optionals, further structs with
/// `@ToolArguments`, and enumerations that conform to it.
@attached(
    extension,
    conformances: ToolArguments,
    ToolArgumentValue,
    names: named(argumentSchema),
    named(compiledSchema),
    named(schema),
    named(init(arguments:)),
    named(init(argument:)),
    named(argumentValue)
)
public macro ToolArguments() = #externalMacro(module: "VoleryMacrosPlugin", type: "ToolArgumentsMacro")
