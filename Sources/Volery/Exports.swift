// One import is enough for a service that embeds the runtime.
@_exported public import VoleryCore
@_exported public import VoleryJournal
@_exported public import VoleryModels
@_exported public import VoleryRuntime
@_exported public import VoleryWorkflow
@_exported public import VoleryWorkflowFile
