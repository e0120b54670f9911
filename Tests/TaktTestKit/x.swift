import TaktModel
