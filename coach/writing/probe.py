"""Is the endpoint there, and does it take the key? For ``coach doctor``; nothing of the user's is sent."""

from coach.errors import ModelError
from coach.settings import Settings

__all__ = ["probe"]

_SECONDS = 5.0


def probe(settings: Settings) -> None:
    """Ask the endpoint for its list of models.

    Raises:
        ModelError: it cannot be reached, or refuses the key; the sentence says which.
    """
    from openai import (
        APIConnectionError,
        AuthenticationError,
        NotFoundError,
        OpenAI,
        OpenAIError,
        PermissionDeniedError,
    )

    key = settings.api_key.get_secret_value() if settings.api_key else "none"
    try:
        OpenAI(api_key=key, base_url=settings.base_url, timeout=_SECONDS, max_retries=0).models.list()
    except (AuthenticationError, PermissionDeniedError):
        raise ModelError("it does not accept the key") from None
    except NotFoundError:
        return  # it answers, but keeps no list of models
    except APIConnectionError:
        raise ModelError("it cannot be reached") from None
    except OpenAIError as error:
        raise ModelError(f"it answered with an error ({type(error).__name__})") from None
