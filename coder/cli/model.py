"""The model of meaning that suggestions may use: name it, see it, leave it out."""

from __future__ import annotations

import click

from coder.cli.options import json_option
from coder.cli.output import ERROR, leave, print_facts, print_json, say


@click.group("model")
def model_command() -> None:
    """Let suggestions use a model of meaning that you have; coder never fetches one.

    It compares what is said with the definitions of the codes, and with what you coded, by meaning
    rather than by words. It stays a setting of this machine and is never in a project.

    \b
    Example:
      coder model use models/multilingual-e5-small
    """


@model_command.command("use")
@click.argument("name")
def use_command(name: str) -> None:
    """Use a model: the folder of one, or the name of an installed spaCy pipeline with vectors.

    A folder holds a sentence model as ONNX (model.onnx and tokenizer.json), or a model2vec model
    (model.safetensors and tokenizer.json); for these: pip install 'coder[semantic]'.

    \b
    Examples:
      coder model use models/multilingual-e5-small
      coder model use nl_core_news_lg
    """
    from coder.project.meaning import use_model

    kept, model = use_model(name)
    say(f"Suggestions now use {kept}: {model.kind}, {model.size} numbers a text.")
    say("'coder model off' leaves it out again.")


@model_command.command("show")
@json_option
def show_command(as_json: bool) -> None:
    """Show which model is in use, and whether it can be read; the exit code is 2 if it cannot.

    JSON: an object with name ("" for none), kind, size and faults.

    \b
    Example:
      coder model show
    """
    from coder.project.diagnosis import diagnose_model
    from coder.settings import config_folder, load_settings

    facts = diagnose_model(load_settings(config_folder()).model)
    if as_json:
        print_json(facts)
    elif not facts["name"]:
        say("No model is in use: suggestions go by words alone. 'coder model use PATH' names one.")
    else:
        print_facts({name: value for name, value in facts.items() if value})
    if facts["faults"]:
        leave(ERROR)


@model_command.command("off")
def off_command() -> None:
    """Use no model: suggestions go by words alone, as they did before.

    \b
    Example:
      coder model off
    """
    from coder.project.meaning import use_no_model

    use_no_model()
    say("Suggestions go by words alone.")
