"""Learning from the user's labels: classifiers of sentiment, and what more labels would buy."""

from __future__ import annotations

from newskit.learn.classifier import SentimentClassifier
from newskit.learn.learning_curve import learning_curve
from newskit.learn.target_classifier import TargetSentimentClassifier

__all__ = ["SentimentClassifier", "TargetSentimentClassifier", "learning_curve"]
